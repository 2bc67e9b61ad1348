import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceFiles, sourceRoot } from '../architecture/imports';

const root = join(sourceRoot, '..');
const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const stages = lines
  .join('\n')
  .split(/^FROM /m)
  .slice(1);
const last = (stages.at(-1) ?? '').split('\n');
const copied = (from: readonly string[]) =>
  from
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(/\s+/).slice(1, -1));

describe('the image', () => {
  it('stands on Node 24 in every stage', () => {
    expect(stages.map((stage) => stage.split(/\s/)[0])).toEqual(stages.map(() => 'node:24-slim'));
  });

  it('runs as somebody without rights, by number', () => {
    expect(last).toContain('USER 1000:1000');
    expect(last.findIndex((line) => line.startsWith('USER'))).toBeLessThan(
      last.findIndex((line) => line.startsWith('CMD')),
    );
  });

  it('carries production libraries only', () => {
    const [libraries = ''] = stages.filter((stage) => stage.includes('AS libraries'));
    expect(libraries).toContain('npm ci --omit=dev');
    expect(last.filter((line) => line.startsWith('COPY --from=libraries'))).toHaveLength(1);
    expect(last.some((line) => line.startsWith('RUN npm'))).toBe(false);
  });

  it('asks the service whether it lives', () => {
    const [check = ''] = last.filter((line) => line.startsWith('HEALTHCHECK'));
    const [, command = '[]'] = /CMD (\[.*\])/.exec(check) ?? [];
    const [program, flag, script = ''] = JSON.parse(command) as string[];
    expect([program, flag]).toEqual(['node', '-e']);
    expect(script).toContain('/healthz');
    const { status } = spawnSync(process.execPath, ['-e', script], { env: { PORT: '9' } });
    expect(status).toBe(1);
  });

  it('copies only what is there, and what .dockerignore lets through', () => {
    const allowed = readFileSync(join(root, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    for (const path of stages.flatMap((stage) => copied(stage.split('\n')))) {
      expect([path, existsSync(join(root, path))]).toEqual([path, true]);
      expect(allowed).toContain(`!${path.replace(/^\.\//, '').split('/')[0]}`);
    }
  });

  it('holds every folder the service reads at run time', () => {
    const read = new Set<string>();
    for (const file of sourceFiles().filter((path) => !/^(cli|local)\//.test(path))) {
      const text = readFileSync(join(sourceRoot, file), 'utf8');
      for (const [, parts = ''] of text.matchAll(/join\(packageRoot, ((?:'[^']+'(?:, )?)+)/g))
        read.add(
          parts
            .replaceAll("'", '')
            .split(', ')
            .filter((part) => part !== '')
            .join('/'),
        );
    }
    expect(read.size).toBeGreaterThan(2);
    for (const folder of read) if (!folder.startsWith('src')) expect(copied(last)).toContain(folder);
    // Below src only the queries are read, wherever a room keeps them.
    const kinds = new Set(
      readdirSync(sourceRoot, { recursive: true, encoding: 'utf8' })
        .filter((path) => !path.startsWith('local') && /\.[a-z]+$/.test(path))
        .map((path) => path.replace(/^[^.]*/, '')),
    );
    expect([...kinds].sort()).toEqual(['.columns.json', '.kql', '.ts']);
    expect(lines.join('\n')).toContain("find src -name '*.kql' -exec cp --parents {} /queries");
    expect(last).toContain('COPY --from=build /queries/src ./src');
  });

  it('keeps nothing but the store in a folder of its own', () => {
    expect(last.join('\n')).toMatch(/ENV .*DATA_DIR=\/data/);
    expect(last).toContain('VOLUME /data');
  });
});

describe('an install without the compiler', () => {
  it('leaves dist as it is and does not fail', () => {
    const { prepare = '' } = (
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { prepare?: string } }
    ).scripts;
    const bare = mkdtempSync(join(tmpdir(), 'scw-prepare-'));
    try {
      const { status, stdout } = spawnSync(prepare, { cwd: bare, shell: true, encoding: 'utf8' });
      expect(status).toBe(0);
      expect(stdout).toContain('No compiler here');
    } finally {
      rmSync(bare, { recursive: true });
    }
  });
});
