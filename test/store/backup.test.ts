import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backup } from '../../src/cli/backup';
import { restore } from '../../src/cli/restore';
import { runStoreCommand, type StoreCommand } from '../../src/cli/store-command';
import { firstBrokenLink, genesisHash } from '../../src/core/audit';
import { migrations } from '../../src/store/migrations';
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';

const folder = mkdtempSync(join(tmpdir(), 'backup-'));
const dataDir = join(folder, 'data');
let opened: Store | undefined;

async function open(path = dataDir): Promise<Store> {
  const store = await openStore({ dataDir: path });
  if (!store.ok) throw new Error(store.message);
  opened = store.value;
  return store.value;
}

async function close(): Promise<void> {
  await opened?.close();
  opened = undefined;
}

function run(command: StoreCommand, argv: readonly string[], env: Record<string, string> = { DATA_DIR: dataDir }) {
  const lines: string[] = [];
  const code = runStoreCommand(command, argv, env, {
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
  });
  return { code, text: lines.join('\n') };
}

const append = ({ uow, audit }: Store, at: number) =>
  uow.run((tx) => audit.append(tx, { at, actor: 'a', verb: 'v', subject: 's', result: 'done' }));

const entries = ({ uow, audit }: Store) => uow.run((tx) => audit.after(tx, 0, 1000));

afterEach(close);
afterAll(() => rmSync(folder, { recursive: true }));

it('backs up while the store is open and written, and restores to the moment of the backup', async () => {
  const store = await open();
  for (let at = 1; at <= 5; at += 1) await append(store, at);
  const file = join(folder, 'one.db');
  expect(run(backup, ['--to', file])).toEqual({
    code: 0,
    text: `backed up to ${file}: schema ${migrations.length}, 0 alerts, 5 audit entries`,
  });
  await append(store, 6);
  expect(await entries(store)).toHaveLength(6);

  expect(run(restore, ['--from', file])).toMatchObject({ code: 1, text: expect.stringContaining('in use') });
  await close();
  expect(run(restore, ['--from', file]).code).toBe(0);
  const restored = await entries(await open());
  expect(restored.map(({ at }) => at)).toEqual([1, 2, 3, 4, 5]);
  expect(firstBrokenLink(genesisHash, restored)).toBeUndefined();
  expect(existsSync(join(dataDir, 'store.db.before-restore'))).toBe(true);
});

it('restores into a new directory, and into a used one without the log of a process that was killed there', async () => {
  const source = join(folder, 'source');
  await append(await open(source), 1);
  const file = join(folder, 'two.db');
  expect(run(backup, ['--to', file], { DATA_DIR: source }).code).toBe(0);
  await close();

  const fresh = join(folder, 'fresh');
  expect(run(restore, ['--from', file], { DATA_DIR: fresh })).toMatchObject({ code: 0 });
  expect(await entries(await open(fresh))).toHaveLength(1);
  await close();

  const killed = join(folder, 'killed');
  const child = await writerThatHolds(killed);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  expect(readFileSync(join(killed, 'store.db-wal')).length).toBeGreaterThan(0);
  expect(run(restore, ['--from', file], { DATA_DIR: killed })).toMatchObject({ code: 0 });
  expect(await entries(await open(killed))).toHaveLength(1);
});

/** A process that has written a store without closing it, as a killed bot would leave it. */
async function writerThatHolds(path: string): Promise<ChildProcess> {
  await open(path);
  await close();
  const script = `
    const Database = require(${JSON.stringify(require.resolve('libsql'))});
    const store = new Database(process.argv[1]);
    store.exec("insert into state values ('left', 1, '1')");
    process.stdout.write('written');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['-e', script, join(path, 'store.db')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

it('overwrites nothing and takes nothing for a store that is none', async () => {
  await open();
  const taken = join(folder, 'taken');
  writeFileSync(taken, 'precious');
  expect(run(backup, ['--to', taken])).toMatchObject({ code: 1, text: expect.stringContaining('exists already') });
  await close();
  expect(run(restore, ['--from', taken])).toMatchObject({ code: 1, text: expect.stringContaining('is not a store') });
  expect(readFileSync(taken, 'utf8')).toBe('precious');
  const nowhere = { DATA_DIR: join(folder, 'nowhere') };
  expect(run(backup, ['--to', join(folder, 'x')], nowhere)).toMatchObject({
    code: 1,
    text: expect.stringContaining('no store'),
  });
});

it.each([
  [[], {}],
  [['--to'], {}],
  [['--into', 'x'], {}],
  [['--to', 'x'], { DATABASE_URL: 'postgres://db/watch' }],
  [['--to', 'x'], { RETENTION_DAYS: 'never' }],
])('says what is unusable: %j %j', (argv, env) => {
  expect(run(backup, argv, env as Record<string, string>)).toMatchObject({
    code: 2,
    text: expect.stringMatching(/.{10}/),
  });
});
