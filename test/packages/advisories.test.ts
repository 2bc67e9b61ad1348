import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

const root = join(__dirname, '..', '..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const manifest = read('package.json') as Record<
  'dependencies' | 'devDependencies' | 'overrides',
  Record<string, string>
>;

/** Versions of a package anywhere in the tree. */
function locked(name: string): readonly string[] {
  return Object.entries(packages)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .map(([, { version = '' }]) => version);
}

function atLeast(version: string, wanted: string): boolean {
  const [a = [], b = []] = [version, wanted].map((text) => text.split('.').map(Number));
  const at = b.findIndex((part, index) => part !== a[index]);
  return at < 0 || (a[at] ?? 0) > (b[at] ?? 0);
}

/** Known advisories of the tree that botbuilder and restify bring, and the first version without each. */
describe('packages with an advisory are locked at a version without it', () => {
  test.each([
    ['uuid', '11.1.1', 'GHSA-w5hq-g745-h8pq, CVE-2026-41907'],
    ['find-my-way', '9.0.0', 'CVE-2024-45813'],
    ['send', '1.0.0', 'CVE-2024-43799'],
    ['qs', '6.15.2', 'CVE-2022-24999 and later'],
    ['axios', '1.16.1', 'fifteen, fixed up to 1.16.1'],
    ['fast-xml-parser', '4.5.5', 'CVE-2026-25896, CVE-2026-33036'],
  ])('%s from %s (%s)', (name, first) => {
    expect(locked(name).filter((version) => !atLeast(version, first))).toEqual([]);
  });

  test('ws is of the line before the advisory (8.0.0 to 8.20.1) or behind it', () => {
    expect(locked('ws').filter((version) => atLeast(version, '8.0.0') && !atLeast(version, '8.21.0'))).toEqual([]);
  });

  test('formidable is not of the lines with CVE-2025-46653 (2.1.0 to 3.5.2)', () => {
    expect(locked('formidable').filter((version) => atLeast(version, '2.1.0') && !atLeast(version, '3.5.3'))).toEqual(
      [],
    );
  });

  test.each([
    'spdy',
    'http-deceiver',
    'libxmljs',
    'request',
  ])('%s, which nobody maintains, is not in the tree', (name) => {
    expect(locked(name)).toEqual([]);
  });

  test('the comparison knows versions', () => {
    expect([atLeast('11.1.1', '11.1.1'), atLeast('9.10.1', '9.9.9'), atLeast('10.0.0', '11.1.1')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(locked('uuid').length).toBeGreaterThan(0);
  });
});

describe('what is installed is what was looked at', () => {
  test('every version this project asks for is exact', () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
    expect(Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('every package is locked by its hash and comes from a registry', () => {
    const loose = Object.entries(packages).filter(
      ([path, { resolved, integrity, link }]) =>
        path !== '' &&
        !link &&
        (!integrity?.startsWith('sha512-') || (resolved !== undefined && !/^https:\/\//.test(resolved))),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });
});
