import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/chat/commands';

const root = join(__dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts;

describe('the README', () => {
  it('names only npm scripts that exist', () => {
    const named = [...readme.matchAll(/npm (?:run (?:--silent )?)?([a-z:]+)/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => name !== 'ci');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)]+)\)/g)].map(([, path]) => path ?? '');
    expect(links.length).toBeGreaterThan(1);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names only commands the bot knows', () => {
    const [, list = ''] = /followed by ([^.]+)\./.exec(readme) ?? [];
    const named = [...list.matchAll(/`([a-z ]+)`/g)].map(([, id]) => id ?? '');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((id) => !commands.some((command) => command.id === id))).toEqual([]);
  });
});
