import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/chat/commands';
import { commandsPage } from '../../src/chat/commands/page';
import { manifestText } from '../../src/cli/package/manifest';
import { expectGenerated } from '../support/generated';

const root = join(__dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

describe('Generated help: files that come out of the commands', () => {
  test('docs/commands.md', () => {
    expectGenerated('docs/commands.md', commandsPage(commands));
  });

  test('manifest/manifest.json', () => {
    expectGenerated('manifest/manifest.json', manifestText(commands, version));
  });
});

describe('the page of commands', () => {
  const page = commandsPage(commands);

  test('has one row, one section and every example of each command', () => {
    for (const { id, examples } of commands) {
      expect(page).toContain(`\n## ${id}\n`);
      for (const example of examples) expect(page).toContain(`\n${example}\n`);
    }
    expect(page.match(/^\| \[/gm)).toHaveLength(commands.length);
  });

  test('every row of its table has three cells', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.map((line) => line.split(/(?<!\\)\|/).length - 2).filter((cells) => cells !== 3)).toEqual([]);
  });

  test('says who may', () => {
    expect(page).toMatch(/\| \[subscribe [^|]+\|[^|]+\| admin \|/);
    expect(page).toMatch(/\| \[help [^|]+\|[^|]+\| everybody \|/);
  });
});

describe('the commands', () => {
  test('menu ranks are unique, so that the menu has one order', () => {
    const ranks = commands.map(({ menuRank }) => menuRank).filter((rank) => rank !== undefined);
    expect(ranks.filter((rank, index) => ranks.indexOf(rank) !== index)).toEqual([]);
  });

  test('every example is one the grammar reads as that command', () => {
    const wrong = commands.filter(({ id, examples }) => examples.some((example) => !example.startsWith(id)));
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
