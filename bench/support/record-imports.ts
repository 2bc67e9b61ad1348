import { writeFileSync } from 'node:fs';
import Module from 'node:module';

/** Preloaded with `node -r`: at exit writes which libraries the program's own files asked for, in that order, to the file named by this variable. */
export const recordVariable = 'BENCH_IMPORTS';

type Load = (request: string, parent: { readonly filename?: string | null } | undefined, isMain: boolean) => unknown;

const file = process.env[recordVariable];
if (file !== undefined) {
  const asked = new Set<string>();
  const loader = Module as unknown as { _load: Load };
  const load = loader._load;
  loader._load = (request, parent, isMain) => {
    const from = parent?.filename;
    if (from && !from.includes('node_modules') && isLibrary(request)) asked.add(request);
    return load(request, parent, isMain);
  };
  process.on('exit', () => writeFileSync(file, JSON.stringify([...asked])));
}

function isLibrary(request: string): boolean {
  return !request.startsWith('.') && !request.startsWith('/') && !Module.isBuiltin(request);
}
