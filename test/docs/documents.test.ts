import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { checks } from '../../src/cli/doctor/checks';
import { type MetricName, metricKinds } from '../../src/core/metrics';
import { exposedName } from '../../src/service/metrics';
import { configurationNames } from '../support/config-names';
import { expectGenerated } from '../support/generated';

const root = join(__dirname, '..', '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const documents = [
  'README.md',
  'infra/README.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** `docs/x.md` names `../infra` or `infra`; both are looked for where they would be. */
const stands = (from: string, path: string) =>
  existsSync(join(root, normalize(join(dirname(from), path)))) || existsSync(join(root, path));

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => path ?? '');
    expect(links.filter((path) => !existsSync(join(root, normalize(join(dirname(document), path)))))).toEqual([]);
  });

  it('names only files and folders that exist', () => {
    const paths = [...text.matchAll(/`((?:src|test|bench|docs|infra|cards|manifest|\.ci)\/[^\s`*<]*)`/g)].map(
      ([, path]) => path ?? '',
    );
    expect(paths.filter((path) => !stands(document, path))).toEqual([]);
  });

  it('names only templates and parameter files that exist', () => {
    const paths = [...text.matchAll(/(?:--template-file |@)(infra\/[\w./-]+\.json)/g)].map(([, path]) => path ?? '');
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('calls only commands of npm that exist', () => {
    const called = [...text.matchAll(/npm (?:run )?(?:--silent |-s )?([a-z][a-z:]+)/g)].map(([, name]) => name ?? '');
    const own = new Set(['ci', 'run', 'sbom', 'install', 'prune']);
    expect(called.filter((name) => !own.has(name) && !(name in scripts))).toEqual([]);
  });
});

describe('SECURITY.md', () => {
  const threats = read('SECURITY.md')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((cells) => cells.length === 6 && cells[1] !== 'who');

  it('names a test for every threat', () => {
    expect(threats.length).toBeGreaterThan(10);
    expect(threats.filter((cells) => !/`test\//.test(cells[4] ?? '')).map((cells) => cells[1])).toEqual([]);
  });
});

describe('docs/operation.md', () => {
  const text = read('docs/operation.md');
  const section = (title: string) => text.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
  const firstCells = (part: string) =>
    part
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('|---'))
      .slice(1)
      .map((line) => line.split('|')[1]?.trim() ?? '');

  it('lists every variable the configuration reads, once, and no other', () => {
    const listed = firstCells(section('Configuration')).map((cell) => cell.replaceAll('`', ''));
    expect([...listed].sort()).toEqual([...configurationNames()].sort());
  });

  it('says what each check of the doctor finds', () => {
    const listed = firstCells(section('Doctor'));
    expect(listed).toEqual(['configuration, policy', ...checks.map(({ name }) => name)]);
  });

  it('lists every metric', () => {
    const rows = (Object.keys(metricKinds) as MetricName[]).map((name) => {
      const { help, labels } = metricKinds[name];
      return `| \`${exposedName(name)}\` | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`;
    });
    const table = ['| metric | labels | what it is |', '|---|---|---|', ...rows].join('\n');
    expectGenerated(
      'docs/operation.md',
      text.replace(/<!-- metrics -->[\s\S]*<!-- \/metrics -->/, `<!-- metrics -->\n\n${table}\n\n<!-- /metrics -->`),
    );
  });
});
