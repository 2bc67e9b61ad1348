import { createIntents } from '../../../src/chat/intents';
import { memoryOutbox } from '../../../src/chat/memory-outbox';
import { memoryCardRefs, memoryChannels, memoryPeople } from '../../../src/chat/memory-stores';
import { createDeliver } from '../../../src/chat/outbox/deliver';
import { createRepaint, fingerprint } from '../../../src/chat/outbox/repaint';
import type { CardRef } from '../../../src/chat/stores';
import { memoryUnitOfWork } from '../../../src/core/memory-unit-of-work';
import { done } from '../../../src/core/outcome';
import { memoryStateStore } from '../../../src/core/state';
import type { Tx } from '../../../src/core/unit-of-work';
import { ALERTS, type EdgeRig, PEOPLE, startEdge } from '../../teams/harness';

let rig: EdgeRig;
beforeAll(async () => {
  rig = await startEdge({ timeoutMs: 300 });
});
afterAll(() => rig.close());

const painted = (text: string) => ({
  card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] },
  summary: text,
});

/** A card that stands in the channel as `open`, and what is known of it. */
async function standing(known: Partial<CardRef> = { painted: fingerprint(painted('open').card) }) {
  rig.clock.advance(3_600_000);
  const refs = memoryCardRefs();
  const uow = memoryUnitOfWork();
  const { messenger } = rig.connection;
  const posted = await messenger.post({ serviceUrl: rig.teams.url, conversationId: ALERTS }, painted('open'));
  if (!posted.ok) throw new Error(posted.message);
  const { conversationId, activityId } = posted.value;
  const ref = { subject: 'R-1', serviceUrl: rig.teams.url, conversationId, activityId, opensThread: true, postedAt: 0 };
  await uow.run((tx) => refs.put(tx, { ...ref, ...known }));
  const repaint = createRepaint({ messenger, uow, refs });
  const now = () => uow.run((tx) => refs.find(tx, conversationId, activityId));
  await rig.client.clearCalls();
  return {
    refs,
    now,
    /** Paints, and says how Teams was called for it. */
    async painting(text: string) {
      const before = (await rig.client.calls()).length;
      const outcome = await repaint((await now()) ?? ref, painted(text));
      const calls = (await rig.client.calls()).slice(before).map(({ method, status }) => [method, status]);
      return { ok: outcome.ok, calls };
    },
    seen: async () => JSON.stringify((await rig.client.messages('mia', conversationId))[0]?.card),
  };
}

test('a card that would stay as it is is left alone: no call goes out', async () => {
  const card = await standing();
  expect(await card.painting('open')).toEqual({ ok: true, calls: [] });
});

test('one that changes is sent once, and known from then on', async () => {
  const card = await standing();
  expect(await card.painting('closed')).toEqual({ ok: true, calls: [['PUT', 200]] });
  expect(await card.painting('closed')).toEqual({ ok: true, calls: [] });
  expect(await card.seen()).toContain('closed');
  expect((await card.now())?.opensThread).toBe(true);
});

test('one of which nothing is known, as after an upgrade, is sent', async () => {
  const card = await standing({});
  expect(await card.painting('open')).toEqual({ ok: true, calls: [['PUT', 200]] });
  expect(await card.painting('open')).toEqual({ ok: true, calls: [] });
});

test('after an answer that was lost whatever is painted next is sent, even what stood before', async () => {
  const card = await standing();
  await rig.client.fail({ kind: 'lost-answer', method: 'PUT' });
  expect((await card.painting('closed')).ok).toBe(false);
  expect(await card.seen()).toContain('closed');
  expect((await card.now())?.painted).toBeUndefined();
  expect(await card.painting('open')).toEqual({ ok: true, calls: [['PUT', 200]] });
  expect(await card.seen()).toContain('open');
});

test('one that somebody deleted is forgotten', async () => {
  const card = await standing();
  const { conversationId = '', activityId = '' } = (await card.now()) ?? {};
  const path = `v3/conversations/${encodeURIComponent(conversationId)}/activities/${activityId}`;
  expect((await fetch(`${rig.teams.url}${path}`, { method: 'DELETE' })).status).toBe(200);
  expect(await card.painting('closed')).toMatchObject({ ok: true });
  expect(await card.now()).toBeUndefined();
});

/** The outbox's own deliveries of a card whose words are `says`. */
function delivering(says: () => string) {
  const refs = memoryCardRefs();
  const uow = memoryUnitOfWork();
  const outbox = memoryOutbox();
  const intents = createIntents(outbox, refs);
  const deliver = createDeliver({
    messenger: rig.connection.messenger,
    uow,
    outbox,
    refs,
    channels: memoryChannels(),
    people: memoryPeople(),
    paint: async () => painted(says()),
    webhook: async () => done(undefined),
    defaultServiceUrl: rig.teams.url,
    state: memoryStateStore(),
    intents,
    fallback: async () => [],
    clock: rig.clock,
  });
  return {
    refs,
    uow,
    intents,
    /** Delivers what is wanted; the methods of the calls that changed something. */
    async sent(want: (tx: Tx) => Promise<void>): Promise<readonly string[]> {
      rig.clock.advance(3_600_000);
      const now = rig.clock.now();
      await uow.run(want);
      await rig.client.clearCalls();
      for (const intent of await uow.run((tx) => outbox.claim(tx, now, 9, now + 1)))
        expect(await deliver(intent)).toMatchObject({ ok: true });
      return (await rig.client.calls()).map(({ method }) => method).filter((method) => method !== 'GET');
    },
  };
}

test('a card is known from its first sending on: in the channel, in a thread, in person', async () => {
  let says = 'open';
  const { intents, sent } = delivering(() => says);
  const [mia] = PEOPLE;
  const channel = { serviceUrl: rig.teams.url, conversationId: ALERTS };
  const person = { objectId: mia?.objectId ?? '', name: 'Mia' };
  await sent((tx) => intents.post(tx, 'A-1', channel, [], 0));
  await sent((tx) => intents.reply(tx, 'A-1', { key: 'r', summary: 'R-1', card: 'R-1' }, 0));
  await sent((tx) => intents.personal(tx, 'R-1', person, { key: 'p', summary: 'R-1', card: 'R-1' }, 0));
  const all = async (tx: Tx) => {
    for (const subject of ['A-1', 'R-1']) await intents.repaint(tx, subject, 0);
  };
  expect(await sent(all)).toEqual([]);
  says = 'closed';
  expect(await sent(all)).toEqual(['PUT', 'PUT']);
  // One head of a lane at a time: the reply waited behind the alert.
  expect(await sent(async () => undefined)).toEqual(['PUT']);
  expect(await sent(all)).toEqual([]);
});
