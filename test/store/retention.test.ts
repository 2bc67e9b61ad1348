import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstBrokenLink, genesisHash } from '../../src/core/audit';
import type { Review } from '../../src/review/review';
import { openStore } from '../../src/store/open-store';
import type { Store } from '../../src/store/store';
import { keptAlert } from '../support/findings';

const dataDir = mkdtempSync(join(tmpdir(), 'retention-'));
let store: Store;

beforeAll(async () => {
  const opened = await openStore({ dataDir });
  if (!opened.ok) throw new Error(opened.message);
  store = opened.value;
});

afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const review = (id: string, open: boolean, at: number): Review =>
  ({ id, version: 1, state: 'proposed', open, updatedAt: at }) as unknown as Review;

const card = (subject: string) => ({
  subject,
  serviceUrl: 's',
  conversationId: 'c',
  activityId: `card of ${subject}`,
  opensThread: true,
  postedAt: 1,
});

it('deletes what is old with all that hangs on it, keeps the rest, and the chain still verifies', async () => {
  const { uow, alerts, reviews, cards, people, audit, forgetBefore } = store;
  await uow.run(async (tx) => {
    for (const [id, at] of [
      ['A-1', 10],
      ['A-2', 100],
    ] as const) {
      await alerts.insert(tx, keptAlert(id, at));
      await cards.put(tx, card(id));
      await audit.append(tx, { at, actor: 'p', verb: 'note', subject: id, result: 'done' });
    }
    await reviews.insert(tx, review('R-1', false, 10));
    await reviews.insert(tx, review('R-2', true, 10));
    await people.put(tx, { objectId: 'gone', name: 'Ana', serviceUrl: 's', seenAt: 10 });
    await people.put(tx, { objectId: 'here', name: 'Mia', serviceUrl: 's', seenAt: 100 });
  });
  expect(await uow.run((tx) => forgetBefore(tx, 100))).toEqual({ alerts: 1, reviews: 1, people: 1 });
  await uow.run(async (tx) => {
    expect(await alerts.get(tx, 'A-1')).toBeUndefined();
    expect(await alerts.bySession(tx, 'session-A-1')).toBeUndefined();
    expect(await cards.ofSubject(tx, 'A-1')).toEqual([]);
    expect((await alerts.get(tx, 'A-2'))?.id).toBe('A-2');
    expect(await cards.ofSubject(tx, 'A-2')).toHaveLength(1);
    expect((await reviews.listOpen(tx)).map(({ id }) => id)).toEqual(['R-2']);
    expect(await reviews.get(tx, 'R-1')).toBeUndefined();
    expect((await people.many(tx, ['gone', 'here'])).map(({ name }) => name)).toEqual(['Mia']);
    expect(firstBrokenLink(genesisHash, await audit.after(tx, 0, 10))).toBeUndefined();
  });
  expect(await uow.run((tx) => forgetBefore(tx, 100))).toEqual({ alerts: 0, reviews: 0, people: 0 });
});
