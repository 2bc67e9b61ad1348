import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { commands } from '../../../src/chat/commands';
import { packageApp } from '../../../src/cli/package';
import { checkPackage } from '../../../src/cli/package/check';
import { fillManifest, manifestTemplate, menuOf, mostCommands, placeholders } from '../../../src/cli/package/manifest';

const root = join(__dirname, '..', '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const env = { MicrosoftAppId: '11111111-2222-4333-8444-555555555555', BOT_DOMAIN: 'bot.contoso.com' };

function output() {
  const out: string[] = [];
  const err: string[] = [];
  return { out, err, to: { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) } };
}

describe('the manifest', () => {
  it('shows the commands with the lowest ranks, twelve at most', () => {
    const many = [...Array(20).keys()].map((index) => ({
      id: `c${index}`,
      args: '',
      summary: 's',
      menuRank: 20 - index,
    }));
    expect(menuOf([...many, { id: 'x', args: '', summary: 's' }]).map(({ id }) => id)).toEqual(
      [...Array(mostCommands).keys()].map((index) => `c${19 - index}`),
    );
    const { bots } = manifestTemplate(commands, version) as {
      bots: { commandLists: { scopes: string[]; triggers: string[]; commands: { title: string }[] }[] }[];
    };
    const lists = bots[0]?.commandLists ?? [];
    expect(lists.map(({ scopes }) => scopes)).toEqual([['team'], ['groupChat'], ['personal']]);
    for (const list of lists) {
      expect(list.triggers).toEqual(['mention', 'slash']);
      expect(list.commands[0]?.title).toBe('recent');
      expect(list.commands.length).toBeLessThanOrEqual(mostCommands);
    }
  });
});

describe('npm run package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scw-package-'));
  const file = join(folder, 'deep', 'app.zip');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names everything that is missing at once, and writes nothing', async () => {
    const { err, to } = output();
    expect(await packageApp({ BOT_DOMAIN: ' ' }, file, to)).toBe(1);
    expect(err.join('\n')).toMatch(/MicrosoftAppId: is missing[\s\S]*BOT_DOMAIN: is missing/);
    const wrong = output();
    expect(await packageApp({ MicrosoftAppId: 'x', BOT_DOMAIN: 'https://a/b' }, file, wrong.to)).toBe(1);
    expect(wrong.err.join('\n')).toMatch(/not a GUID[\s\S]*not a host name/);
    expect(() => readFileSync(file)).toThrow();
  });

  it('writes a package that Teams’ own schema accepts, without asking the network', async () => {
    const reach = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network here'));
    const { out, to } = output();
    expect(await packageApp(env, file, to)).toBe(0);
    expect(out[0]).toContain(env.BOT_DOMAIN);
    const files = unzipSync(readFileSync(file));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(await checkPackage(files)).toEqual([]);
    expect(reach).not.toHaveBeenCalled();
    reach.mockRestore();
    const text = strFromU8(files['manifest.json'] ?? new Uint8Array());
    expect(text).not.toContain('{{');
    expect(JSON.parse(text)).toMatchObject({
      id: env.MicrosoftAppId,
      bots: [{ botId: env.MicrosoftAppId, supportsFiles: true, supportsTargetedMessages: true }],
      validDomains: [env.BOT_DOMAIN],
    });
  });

  it('the same input gives the same file', async () => {
    const first = readFileSync(file);
    await packageApp(env, file, output().to);
    expect(readFileSync(file).equals(first)).toBe(true);
  });
});

describe('the check', () => {
  const good = () => ({
    'manifest.json': Buffer.from(
      fillManifest(JSON.stringify(manifestTemplate(commands, version)), {
        appId: env.MicrosoftAppId,
        botDomain: env.BOT_DOMAIN,
      }),
    ) as Uint8Array,
    'color.png': readFileSync(join(root, 'manifest', 'color.png')) as Uint8Array,
    'outline.png': readFileSync(join(root, 'manifest', 'outline.png')) as Uint8Array,
  });
  const changed = (change: (manifest: Record<string, unknown>) => void) => {
    const files = good();
    const manifest = JSON.parse(Buffer.from(files['manifest.json']).toString()) as Record<string, unknown>;
    change(manifest);
    return { ...files, 'manifest.json': Buffer.from(JSON.stringify(manifest)) as Uint8Array };
  };

  it('finds nothing wrong with ours', async () => {
    expect(await checkPackage(good())).toEqual([]);
  });

  test.each([
    ['a missing manifest', () => ({}), /manifest.json is missing/],
    ['a missing icon', () => ({ ...good(), 'color.png': undefined as never }), /color.png is missing/],
    ['an icon of the wrong size', () => ({ ...good(), 'color.png': good()['outline.png'] }), /32×32, not 192×192/],
    ['an icon that is none', () => ({ ...good(), 'outline.png': Buffer.from('<svg/>') }), /is no PNG/],
    [
      'a placeholder left over',
      () => changed((m) => Object.assign(m, { version: placeholders.domain })),
      /still holds/,
    ],
    ['another schema', () => changed((m) => Object.assign(m, { manifestVersion: '1.15' })), /version 1.15/],
    ['an id that is no GUID', () => changed((m) => Object.assign(m, { id: 'abc' })), /\/id must match/],
    [
      'a thirteenth command',
      () =>
        changed((m) => {
          const [bot] = m.bots as { commandLists: { commands: unknown[] }[] }[];
          bot?.commandLists[0]?.commands.push(...Array(13).fill({ title: 'x' }));
        }),
      /commands must NOT have more than 12/,
    ],
  ])('finds %s', async (_name, files, problem) => {
    expect((await checkPackage(files())).join('; ')).toMatch(problem);
  });
});
