import { Kysely, PostgresDialect, sql } from 'kysely';
import type { NewIntent } from '../../../src/chat/stores';
import { firstBrokenLink, genesisHash } from '../../../src/core/audit';
import { LeaseLost } from '../../../src/core/lease';
import { silentLog } from '../../../src/core/log';
import { migrations } from '../../../src/store/migrations';
import { readAddress } from '../../../src/store/postgres/address';
import { openPostgres } from '../../../src/store/postgres/open-postgres';
import { guardedPool } from '../../../src/store/postgres/pool';
import { sharedTransactions } from '../../../src/store/postgres/shared-transactions';
import type { Store } from '../../../src/store/store';
import type { Tables } from '../../../src/store/tables';
import { queries } from '../../../src/store/transactions';
import { describePostgres, freshDatabase, openTestPostgres } from '../../support/with-postgres';

const times = (count: number) => Array.from({ length: count }, (_, index) => index);

describePostgres('two instances on one PostgreSQL', () => {
  let url: string;
  let one: Store;
  let two: Store;

  beforeAll(async () => {
    url = await freshDatabase();
    // Both at once: the second migration waits for the first and finds everything done.
    [one, two] = (await Promise.all([openTestPostgres(url), openTestPostgres(url)])) as [Store, Store];
  });
  afterAll(() => Promise.all([one.close(), two.close()]));

  it('number and chain as one: no id twice, no link broken', async () => {
    const event = { at: 1, actor: 'a', verb: 'v', subject: 's', result: 'done' };
    const given = await Promise.all(
      times(40).map((index) => {
        const { uow, ids, audit } = index % 2 === 0 ? one : two;
        return uow.run(async (tx) => {
          const id = await ids.next(tx, 'A');
          await audit.append(tx, { ...event, subject: id });
          return id;
        });
      }),
    );
    expect(new Set(given).size).toBe(40);
    const entries = await two.uow.run((tx) => two.audit.after(tx, 0, 100));
    expect(entries.map(({ sequence }) => sequence)).toEqual(times(40).map((index) => index + 1));
    expect(firstBrokenLink(genesisHash, entries)).toBeUndefined();
  });

  it('let the first of many changes to one version win, whoever makes them', async () => {
    await one.uow.run((tx) => one.state.put(tx, 'k', 'new', 0));
    const changes = await Promise.all(
      times(10).map((index) => {
        const { uow, state } = index % 2 === 0 ? one : two;
        return uow.run((tx) => state.put(tx, 'k', index, 1));
      }),
    );
    expect(changes.filter((version) => version !== undefined)).toEqual([2]);
  });

  it('decide on what they read, also when each writes something else', async () => {
    // Two of three may be given away. Each looks, and gives one away that the other did not look at.
    const giveAway = ({ uow, state }: Store, name: string) =>
      uow.run(async (tx) => {
        const taken = await Promise.all(['x', 'y', 'z'].map((each) => state.get(tx, `skew.${each}`)));
        if (taken.filter((each) => each !== undefined).length >= 2) return false;
        await new Promise((resolve) => setImmediate(resolve));
        await state.put(tx, `skew.${name}`, true);
        return true;
      });
    const given = await Promise.all([giveAway(one, 'x'), giveAway(two, 'y'), giveAway(one, 'z')]);
    expect(given.filter(Boolean)).toHaveLength(2);
  });

  it('claim every message once, and in the order of its lane', async () => {
    const intent = (lane: string, index: number): NewIntent => ({
      id: `${lane}-${index}`,
      lane,
      subject: lane,
      createdAt: 1,
      dueAt: 1,
      delivery: {
        kind: 'notice',
        channel: { serviceUrl: 's', conversationId: lane },
        text: 't',
        summary: 's',
        mentions: [],
      },
    });
    for (const lane of ['a', 'b', 'c'])
      await one.uow.run(async (tx) => {
        for (const index of times(5)) await one.outbox.add(tx, intent(lane, index));
      });
    const sent: string[] = [];
    const work = async ({ uow, outbox }: Store) => {
      for (;;) {
        const claimed = await uow.run((tx) => outbox.claim(tx, 10, 2, 70));
        if (claimed.length === 0 && (await uow.run((tx) => outbox.state(tx))).waiting === 0) return;
        sent.push(...claimed.map(({ id }) => id));
        for (const each of claimed) await uow.run((tx) => outbox.settle(tx, each));
      }
    };
    await Promise.all([work(one), work(two)]);
    for (const lane of ['a', 'b', 'c'])
      expect(sent.filter((id) => id.startsWith(lane))).toEqual(times(5).map((index) => `${lane}-${index}`));
    expect(sent).toHaveLength(15);
  });

  it('have one holder of the lease; the next takes over when it is late, and what the late one still does is void', async () => {
    expect(await one.lease.beat()).toBe(true);
    expect(await two.lease.beat()).toBe(false);
    expect([one.lease.mine(), two.lease.mine()]).toEqual([true, false]);
    await one.uow.run((tx) => one.lease.guard(tx));
    // Two's view of a first instance that is stuck.
    await two.uow.run((tx) => sql`update leases set held_until = 0`.execute(queries(tx)));
    await one.uow.run((tx) => one.lease.guard(tx));
    expect(await two.lease.beat()).toBe(true);
    const late = one.uow.run(async (tx) => {
      await one.state.put(tx, 'late', true);
      await one.lease.guard(tx);
    });
    await expect(late).rejects.toThrow(LeaseLost);
    expect(await one.uow.run((tx) => one.state.get(tx, 'late'))).toBeUndefined();
    expect(await one.lease.beat()).toBe(false);
    await two.lease.release();
    expect(two.lease.mine()).toBe(false);
    expect(await one.lease.beat()).toBe(true);
  });

  it('void a run that was under way while another took over', async () => {
    await one.lease.beat();
    let takenOver = false;
    const underWay = one.uow.run(async (tx) => {
      await one.lease.guard(tx);
      await one.state.put(tx, 'watermark', 'old holder');
      if (!takenOver) {
        takenOver = true;
        await sqlOn(two, 'update leases set held_until = 0');
        await two.lease.beat();
        await two.uow.run(async (own) => {
          await two.lease.guard(own);
          await two.state.get(own, 'watermark');
          await two.state.put(own, 'seen', 'new holder');
        });
      }
    });
    await expect(underWay.then(() => 'kept')).rejects.toThrow(LeaseLost);
  });

  it('refuse a schema of a newer release, at the start and while running', async () => {
    const newer = await freshDatabase();
    const running = await openTestPostgres(newer);
    const up = async (db: Parameters<(typeof migrations)[0]['up']>[0]) =>
      void (await sql`create table later (x text)`.execute(db));
    const next = await openTestPostgres(newer, { migrations: [...migrations, { version: migrations.length + 1, up }] });
    await expect(running.check()).rejects.toThrow('newer release');
    expect(await openPostgres({ url: newer, log: silentLog })).toMatchObject({ ok: false, reason: 'newer-schema' });
    await Promise.all([running.close(), next.close()]);
  });
});

/** Past the transactions of a store, as an administrator would. */
async function sqlOn({ uow }: Store, statement: string): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.resolve(uow.run((tx) => sql.raw(statement).execute(queries(tx))));
}

describePostgres('the store on PostgreSQL', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openTestPostgres(await freshDatabase());
  });
  afterAll(() => store.close());

  it('keeps what SQLite keeps: a zero character in text, parts of a millisecond, numbers as numbers', async () => {
    const { uow, people, audit } = store;
    const person = { objectId: 'p\u0000q', name: 'a\u0000b', serviceUrl: 's', seenAt: 1.5 };
    await uow.run((tx) => people.put(tx, person));
    expect(await uow.run((tx) => people.get(tx, 'p\u0000q'))).toEqual({
      ...person,
      objectId: 'p\uFFFDq',
      name: 'a\uFFFDb',
      seenAt: 2,
    });
    await uow.run((tx) => audit.append(tx, { at: 1, actor: 'a', verb: 'v', subject: 's', result: 'done' }));
    expect(await uow.run((tx) => audit.head(tx))).toMatchObject({ sequence: 1, at: 1 });
  });

  it('refuses parameters that no driver may see', async () => {
    const bound = store.uow.run((tx) => sql`select ${true} as v`.execute(queries(tx)));
    await expect(bound).rejects.toThrow('which no driver may see');
  });

  it('refuses to change, delete or truncate the audit', async () => {
    for (const forgery of ["update audit set actor = 'b'", 'delete from audit', 'truncate audit'])
      await expect(store.uow.run((tx) => sql.raw(forgery).execute(queries(tx)))).rejects.toThrow('append-only');
  });

  it('lets background work begun inside a transaction see what that one wrote', async () => {
    let seen: Promise<unknown> | undefined;
    await store.uow.run(async (tx) => {
      seen = store.uow.run((own) => store.state.get(own, 'background'));
      await store.state.put(tx, 'background', 'written');
    });
    expect(await seen).toMatchObject({ value: 'written' });
  });

  it('refuses a transaction that waits for one inside it, and rolls back', async () => {
    const url = await freshDatabase();
    await (await openTestPostgres(url)).close();
    const address = readAddress(url);
    if (!address.ok) throw new Error(address.message);
    const pool = guardedPool(address.value.connection, 2, silentLog);
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const { run } = sharedTransactions(db, 0);
    const outer = run(async (tx) => {
      await store.state.put(tx, 'nested', true);
      await run((inner) => store.state.get(inner, 'nested'));
    });
    await expect(outer).rejects.toThrow('pass the outer tx on instead');
    expect(await run((tx) => store.state.get(tx, 'nested'))).toBeUndefined();
    await db.destroy();
  });

  it('says what cannot be reached, without the password', async () => {
    const refused = await openPostgres({ url: 'postgres://u:planted-secret@127.0.0.1:1/none', log: silentLog });
    expect(refused).toMatchObject({
      ok: false,
      reason: 'unreachable',
      message: expect.stringContaining('none on 127'),
    });
    expect(JSON.stringify(refused)).not.toContain('planted-secret');
  });
});
