import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

export interface Import {
  /** Importing file, relative to src, with `/`. */
  readonly from: string;
  /** Imported file without extension relative to src, or a package name. */
  readonly to: string;
  readonly external: boolean;
  /** `import type`: gone at run time, and no reason to load a library. */
  readonly typeOnly: boolean;
}

export const sourceRoot = join(__dirname, '..', '..', 'src');

export function sourceFiles(): readonly string[] {
  return readdirSync(sourceRoot, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts'));
}

const statement =
  /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\b(?:require|import)\(\s*['"]([^'"]+)['"]\s*\)/gm;

export function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(sourceRoot, file), 'utf8');
  return [...text.matchAll(statement)].map(([, typeOnly, from, required]) => {
    const target = from ?? required ?? '';
    const external = !target.startsWith('.');
    const to = external
      ? packageOf(target)
      : normalize(join(dirname(file), target))
          .split(sep)
          .join('/');
    return { from: file, to, external, typeOnly: typeOnly !== undefined };
  });
}

/** `main` for main.ts, else the first folder. */
export function roomOf(path: string): string {
  const [first = '', ...rest] = path.split('/');
  return rest.length === 0 ? first.replace(/\.ts$/, '') : first;
}

function packageOf(target: string): string {
  if (target.startsWith('node:')) return 'node';
  const [scope = '', name = ''] = target.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** The first cycle among the given edges, as a path that ends where it starts. */
export function cycleIn(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  function visit(node: string): readonly string[] | undefined {
    const index = path.indexOf(node);
    if (index !== -1) return [...path.slice(index), node];
    if (done.has(node)) return undefined;
    path.push(node);
    for (const next of edges.get(node) ?? []) {
      const cycle = visit(next);
      if (cycle !== undefined) return cycle;
    }
    path.pop();
    done.add(node);
    return undefined;
  }
  for (const node of edges.keys()) {
    const cycle = visit(node);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

export function relativeToRoot(path: string): string {
  return relative(join(sourceRoot, '..'), path);
}
