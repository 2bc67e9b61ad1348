import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { migrations } from '../../src/store/migrations';
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { queries } from '../../src/store/transactions';
import { describePostgres, freshDatabase, havePostgres, openTestPostgres } from '../support/with-postgres';

/** What a release before migration 006 wrote: a review is its document, and nothing is known of it in columns of its own. */
const documents = {
  'R-1': { kind: 'permissions', subject: { objectId: 'rob', displayName: "rob's" }, appliedAt: 1_767_000_000_123 },
  'R-2': { kind: 'permissions', subject: { objectId: 'rob', displayName: 'rob' } },
  'R-3': { kind: 'console', appliedAt: 1_767_000_000_456 },
};

async function write({ uow }: Store): Promise<void> {
  await uow.run(async (tx) => {
    for (const [index, [id, document]] of Object.entries(documents).entries())
      await sql`insert into reviews (id, position, version, state, open, updated_at, document)
        values (${id}, ${index + 1}, 1, 'proved', 0, 1, ${JSON.stringify({ id, ...document })})`.execute(queries(tx));
    await sql`insert into card_refs (conversation_id, activity_id, position, subject, service_url, opens_thread, posted_at)
      values ('c', '1', 1, 'R-1', 'https://smba.example', 1, 1)`.execute(queries(tx));
  });
}

function holds(open: () => { readonly older: () => Promise<Store>; readonly newer: () => Promise<Store> }): void {
  it('finds what was applied before, by whom it is about and by kind, and knows of no card what stands on it', async () => {
    const { older, newer } = open();
    const before = await older();
    await write(before);
    await before.close();
    const { uow, reviews, cards, close } = await newer();
    const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);
    expect(ids(await uow.run((tx) => reviews.appliedTo(tx, 'rob')))).toEqual(['R-1']);
    expect(ids(await uow.run((tx) => reviews.consolesSwitched(tx)))).toEqual(['R-3']);
    const [kept] = await uow.run((tx) => cards.ofSubject(tx, 'R-1'));
    expect(kept).toEqual({
      subject: 'R-1',
      serviceUrl: 'https://smba.example',
      conversationId: 'c',
      activityId: '1',
      opensThread: true,
      postedAt: 1,
    });
    await close();
  });
}

const former = migrations.slice(0, 5);

describe('an embedded store of an older release', () => {
  let dataDir = '';
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'upgrade-'));
  });
  afterAll(() => rmSync(dataDir, { recursive: true }));

  const opened = async (steps: typeof migrations) => {
    const store = await openStore({ dataDir, migrations: steps });
    if (!store.ok) throw new Error(store.message);
    return store.value;
  };
  holds(() => ({ older: () => opened(former), newer: () => opened(migrations) }));
});

describePostgres('a shared store of an older release', () => {
  let url = '';
  beforeAll(async () => {
    if (havePostgres) url = await freshDatabase();
  });
  holds(() => ({
    older: () => openTestPostgres(url, { migrations: former }),
    newer: () => openTestPostgres(url),
  }));
});
