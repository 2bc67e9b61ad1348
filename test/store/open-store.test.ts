import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Tx } from '../../src/core/unit-of-work';
import type { Migration } from '../../src/store/migrate';
import { migrations } from '../../src/store/migrations';
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { queries } from '../../src/store/transactions';

const folders: string[] = [];
const opened: Store[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'store-'));
  folders.push(path);
  return path;
}

async function open(dataDir: string, steps: readonly Migration[] = migrations): Promise<Store> {
  const store = await openStore({ dataDir, migrations: steps });
  if (!store.ok) throw new Error(store.message);
  opened.push(store.value);
  return store.value;
}

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  for (const path of folders.splice(0)) rmSync(path, { recursive: true });
});

describe('transactions', () => {
  it('keep what was committed over a close and open', async () => {
    const dataDir = folder();
    const store = await open(dataDir);
    await store.uow.run((tx) => store.state.put(tx, 'k', { a: 1 }));
    await store.close();
    opened.splice(0);
    const again = await open(dataDir);
    expect(await again.uow.run((tx) => again.state.get(tx, 'k'))).toEqual({ value: { a: 1 }, version: 1 });
  });

  it('undo everything when the work rejects', async () => {
    const { uow, state, audit, ids } = await open(folder());
    const failing = uow.run(async (tx) => {
      await state.put(tx, 'k', 1);
      await ids.next(tx, 'A');
      await audit.append(tx, { at: 1, actor: 'a', verb: 'v', subject: 's', result: 'done' });
      throw new Error('half way');
    });
    await expect(failing).rejects.toThrow('half way');
    await uow.run(async (tx) => {
      expect(await state.get(tx, 'k')).toBeUndefined();
      expect(await audit.head(tx)).toBeUndefined();
      expect(await ids.next(tx, 'A')).toBe('A-1');
    });
  });

  it('run one after the other, in the order they were asked for', async () => {
    const { uow, state } = await open(folder());
    const order: number[] = [];
    const add = (n: number) =>
      uow.run(async (tx) => {
        const before = ((await state.get(tx, 'sum'))?.value as number | undefined) ?? 0;
        await new Promise((resolve) => setImmediate(resolve));
        await state.put(tx, 'sum', before + n);
        order.push(n);
      });
    await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(add));
    expect(order).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await uow.run((tx) => state.get(tx, 'sum'))).toEqual({ value: 36, version: 8 });
  });

  it('refuse a token whose transaction is over, or that is not theirs', async () => {
    const { uow, state } = await open(folder());
    const kept = await uow.run(async (tx) => tx);
    await expect(state.get(kept, 'k')).rejects.toThrow('over');
    const foreign: Tx = { kind: 'tx' };
    await expect(state.get(foreign, 'k')).rejects.toThrow('not begun by this store');
  });

  it('are refused parameters that would end the process', async () => {
    const { uow } = await open(folder());
    const bound = (value: unknown) => uow.run((tx) => sql`select ${value} as v`.execute(queries(tx)));
    for (const value of [true, undefined, Number.NaN, new Date(), {}, [1], Symbol('s')])
      await expect(bound(value)).rejects.toThrow('which no driver may see');
    for (const value of ['text', 1.5, 9007199254740993n, null, Buffer.from('b')])
      await expect(bound(value)).resolves.toBeDefined();
  });
});

describe('the lock', () => {
  it('refuses a second opening in the same process, and frees it on close', async () => {
    const dataDir = folder();
    const store = await open(dataDir);
    const second = await openStore({ dataDir });
    expect(second).toMatchObject({ ok: false, reason: 'locked' });
    if (!second.ok) expect(second.message).toContain(`process ${process.pid} on`);
    await store.close();
    opened.splice(0);
    await expect(open(dataDir)).resolves.toBeDefined();
  });
});

describe('migrations', () => {
  const more: Migration = {
    version: migrations.length + 1,
    up: async (db) => void (await sql`create table later (x text)`.execute(db)),
  };

  it('add to a store that has data', async () => {
    const dataDir = folder();
    const store = await open(dataDir);
    await store.uow.run((tx) => store.state.put(tx, 'k', 'kept'));
    await store.close();
    opened.splice(0);
    const newer = await open(dataDir, [...migrations, more]);
    await newer.uow.run(async (tx) => {
      expect((await newer.state.get(tx, 'k'))?.value).toBe('kept');
      await sql`insert into later values ('x')`.execute(queries(tx));
    });
  });

  it('leave the old schema when one fails half way', async () => {
    const dataDir = folder();
    await (await open(dataDir)).close();
    opened.splice(0);
    const broken: Migration = {
      version: migrations.length + 2,
      up: async (db) => void (await sql`create tabel oops (x)`.execute(db)),
    };
    await expect(open(dataDir, [...migrations, more, broken])).rejects.toThrow();
    // The first step was rolled back with the second: it runs again from the start, and the lock was given up.
    await expect(open(dataDir, [...migrations, more])).resolves.toBeDefined();
  });

  it('refuse a store of a newer release and leave it alone', async () => {
    const dataDir = folder();
    await (await open(dataDir, [...migrations, more])).close();
    opened.splice(0);
    expect(await openStore({ dataDir })).toMatchObject({ ok: false, reason: 'newer-schema' });
    await expect(open(dataDir, [...migrations, more])).resolves.toBeDefined();
  });

  it('are numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  });
});

describe('the audit', () => {
  it('is append-only in the database itself', async () => {
    const { uow, audit } = await open(folder());
    await uow.run((tx) => audit.append(tx, { at: 1, actor: 'a', verb: 'v', subject: 's', result: 'done' }));
    for (const forgery of ["update audit set actor = 'b'", 'delete from audit'])
      await expect(uow.run((tx) => sql.raw(forgery).execute(queries(tx)))).rejects.toThrow('append-only');
    expect(await uow.run((tx) => audit.head(tx))).toMatchObject({ actor: 'a' });
  });
});

describe('the files', () => {
  it('are refused where they cannot be', async () => {
    const path = join(folder(), 'a-file');
    writeFileSync(path, '');
    expect(await openStore({ dataDir: path })).toMatchObject({ ok: false, reason: 'unfit-disk' });
  });

  it('are in WAL mode, and SQLite syncs around checkpoints: the store itself syncs each commit (durability.test.ts)', async () => {
    const { uow } = await open(folder());
    const modes = await uow.run(async (tx) => [
      (await sql`pragma journal_mode`.execute(queries(tx))).rows[0],
      (await sql`pragma synchronous`.execute(queries(tx))).rows[0],
    ]);
    expect(modes).toEqual([{ journal_mode: 'wal' }, { synchronous: 1 }]);
  });
});
