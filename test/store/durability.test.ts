import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, SqliteDialect, sql } from 'kysely';
import Database from 'libsql';
import { type Durability, walDurability } from '../../src/store/durability';
import { guardedDatabase } from '../../src/store/guarded-database';
import type { Tables } from '../../src/store/tables';
import { queries, transactions } from '../../src/store/transactions';

/** A disk whose syncs end when the test says so. */
function disk() {
  const pending: { done(): void; fail(): void }[] = [];
  const sync = () =>
    new Promise<void>((resolve, reject) =>
      pending.push({ done: resolve, fail: () => reject(new Error('expected: EIO')) }),
    );
  const next = () => {
    const one = pending.shift();
    if (one === undefined) throw new Error('nobody syncs');
    return one;
  };
  return { sync, next, waiting: () => pending.length };
}

const folder = mkdtempSync(join(tmpdir(), 'scw-durability-'));
const wal = join(folder, 'store.db-wal');
writeFileSync(wal, '');
const made: Durability[] = [];
afterAll(() => {
  for (const one of made) one.close();
  rmSync(folder, { recursive: true });
});

function durabilityOn(sync: () => Promise<void>): Durability {
  const durability = walDurability(wal, sync);
  made.push(durability);
  return durability;
}

async function store() {
  const slow = disk();
  const durability = durabilityOn(slow.sync);
  const database = guardedDatabase(new Database(':memory:'), durability.committed);
  const uow = transactions(new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }), durability);
  const write = async (text: string) =>
    uow.soon((tx) => sql`insert into t values (${text}) returning x`.execute(queries(tx)));
  const read = (tx: Parameters<Parameters<typeof uow.run>[0]>[0]) =>
    sql<{ x: string }>`select x from t`.execute(queries(tx)).then(({ rows }) => rows.map(({ x }) => x));
  const created = uow.run((tx) => sql`create table t (x text)`.execute(queries(tx)));
  await nextTurn();
  slow.next().done();
  await created;
  return { uow, write, read, slow };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Whether it has resolved once everything that can happen by itself has happened. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  void promise.then(
    () => (over = true),
    () => (over = true),
  );
  await nextTurn();
  return over;
}

describe('a commit', () => {
  it('is answered when it is on the disk, not before', async () => {
    const { uow, slow } = await store();
    const running = uow.run((tx) => sql`insert into t values ('a')`.execute(queries(tx)));
    expect(await isOver(running)).toBe(false);
    slow.next().done();
    expect(await isOver(running)).toBe(true);
    await running;
  });

  it('can be read by this process at once, but what was read is handed out when it is on the disk', async () => {
    const { uow, write, read, slow } = await store();
    const { durable } = await write('a');
    const soon = await uow.soon(read);
    expect(soon.value).toEqual(['a']);
    const told = uow.run(read);
    expect(await isOver(Promise.race([durable, soon.durable, told]))).toBe(false);
    slow.next().done();
    await Promise.all([durable, soon.durable]);
    expect(await told).toEqual(['a']);
  });

  it('that comes while a sync runs waits for the next, and shares it', async () => {
    const { write, slow } = await store();
    const first = await write('a');
    const second = await write('b');
    const third = await write('c');
    expect(slow.waiting()).toBe(1);
    slow.next().done();
    await first.durable;
    expect(await isOver(second.durable)).toBe(false);
    expect(slow.waiting()).toBe(1);
    slow.next().done();
    await Promise.all([second.durable, third.durable]);
    expect(slow.waiting()).toBe(0);
  });

  it('of reading alone, or of work that was rolled back, waits for no disk', async () => {
    const { uow, read, slow } = await store();
    const failing = uow.run(async (tx) => {
      await sql`insert into t values ('a')`.execute(queries(tx));
      throw new Error('expected');
    });
    await expect(failing).rejects.toThrow('expected');
    expect(await uow.run(read)).toEqual([]);
    expect(slow.waiting()).toBe(0);
  });
});

describe('a disk that failed', () => {
  it('fails the commit and everything after it: what it holds is unknown', async () => {
    const { uow, write, read, slow } = await store();
    const { durable } = await write('a');
    slow.next().fail();
    await expect(durable).rejects.toThrow('only after a restart');
    await expect(uow.run(read)).rejects.toThrow('only after a restart');
    await expect(uow.drained()).rejects.toThrow('only after a restart');
  });
});

describe('the write-ahead log', () => {
  it('is synced by the system itself when nothing else is given', async () => {
    const durability = walDurability(wal);
    made.push(durability);
    durability.committed();
    await expect(durability.settled()).resolves.toBeUndefined();
  });
});
