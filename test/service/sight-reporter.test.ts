import { memoryAlertStore } from '../../src/alerts/memory-alert-store';
import { createIntents } from '../../src/chat/intents';
import { memoryOutbox } from '../../src/chat/memory-outbox';
import { memoryCardRefs, memoryChannels } from '../../src/chat/memory-stores';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import type { Sight } from '../../src/detection/ports';
import { sightLines } from '../../src/service/sight-lines';
import { createSightReporter } from '../../src/service/sight-reporter';
import { at, openAlert } from '../chat/painting/an-alert';

const prod = '00000000-0000-4000-8000-0000000000aa';
const names = { [prod]: 'prod-01' };

/** What one subscribed channel is told, and how many cards are painted anew. */
async function told(...sights: readonly Sight[]) {
  const [uow, outbox, refs, channels, alerts] = [
    memoryUnitOfWork(),
    memoryOutbox(),
    memoryCardRefs(),
    memoryChannels(),
    memoryAlertStore(),
  ];
  const reporter = createSightReporter({ intents: createIntents(outbox, refs), channels, alerts, names: () => names });
  await uow.run(async (tx) => {
    const channel = { conversationId: 'soc', serviceUrl: 'https://teams.example', name: 'soc' };
    await channels.put(tx, { ...channel, subscribedBy: 'lee', subscribedAt: 0 });
    await alerts.insert(tx, openAlert());
    const card = { subject: 'A-12', conversationId: 'soc', activityId: '1', serviceUrl: 'https://teams.example' };
    await refs.put(tx, { ...card, opensThread: true, postedAt: at('02:18') });
    for (const sight of sights) await reporter.report(tx, sight);
  });
  const deliveries = outbox.all().map(({ delivery }) => delivery);
  return {
    texts: deliveries.flatMap((delivery) => (delivery.kind === 'notice' ? [delivery.text] : [])),
    repaints: deliveries.filter(({ kind }) => kind === 'repaint').length,
  };
}

const silence: Sight = { kind: 'blind', since: at('01:00'), reason: 'no-activity', subscriptionId: prod };
const speech: Sight = {
  kind: 'caught-up',
  blindSince: at('01:00'),
  lateEvents: 0,
  at: at('03:00'),
  subscriptionId: prod,
};

describe('what the channel hears about sight', () => {
  test('one silent subscription is named, and named again when it speaks', async () => {
    const { texts, repaints } = await told(silence, speech);
    expect(texts).toEqual([
      expect.stringMatching(/^Blind since .*01:00.*: subscription prod-01 /),
      expect.stringMatching(/^Sees subscription prod-01 again, which was silent since .*01:00/),
    ]);
    expect(repaints).toBe(0);
  });

  test('a log that is blind as a whole repaints the open cards', async () => {
    expect((await told({ kind: 'blind', since: at('01:00'), reason: 'throttled' })).repaints).toBe(1);
  });

  test('a silence told twice is one message', async () => {
    expect((await told(silence, silence)).texts).toHaveLength(1);
  });
});

test('health marks the silent subscription, and no longer once it spoke', () => {
  const line = (silent: boolean) =>
    sightLines({ subscriptions: [{ id: prod, silent, lastAt: at('01:00') }] }, at('03:00'), names).find(
      ({ name }) => name === 'subscription prod-01',
    );
  expect(line(true)).toMatchObject({ state: 'bad', says: expect.stringMatching(/^blind since 01:00 UTC/) });
  expect(line(false)).toMatchObject({ state: 'good', says: expect.stringMatching(/^last row 01:00 UTC/) });
});
