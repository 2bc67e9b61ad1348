import type { Alert } from '../../src/alerts/alert';
import { createAnnounce } from '../../src/chat/announce';
import { createIntents } from '../../src/chat/intents';
import { memoryOutbox } from '../../src/chat/memory-outbox';
import { memoryCardRefs, memoryChannels } from '../../src/chat/memory-stores';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import { defaultPolicy } from '../../src/core/policy';
import { memoryStateStore } from '../../src/core/state';
import { at, finding, mia, openAlert } from './painting/an-alert';

const person = { objectId: mia.objectId, name: 'Mia M.' };

/** One bot that is told how alerts grow, and what it says of that in their threads. */
function room() {
  const uow = memoryUnitOfWork();
  const [outbox, refs] = [memoryOutbox(), memoryCardRefs()];
  const announce = createAnnounce({
    intents: createIntents(outbox, refs),
    channels: memoryChannels(),
    state: memoryStateStore(),
    policy: () => defaultPolicy,
    levels: () => [],
    calling: { level: async () => [person], holderOrLevel: async () => [person] },
    webhooks: { changed: async () => undefined },
    refs,
    serviceUrl: 'https://teams.example',
  });
  return {
    grows: (before: Alert, changes: Partial<Alert>): Promise<Alert> =>
      uow.run(async (tx) => {
        const after = { ...before, version: before.version + 1, ...changes };
        await announce(tx, { before, after, cause: 'grown' });
        return after;
      }),
    news: () =>
      outbox
        .all()
        .flatMap(({ delivery }) => (delivery.kind === 'reply' ? [`${delivery.threadOf}: ${delivery.text}`] : [])),
  };
}

describe('a growing alert that somebody has rings at most every five minutes', () => {
  const held = (id = 'A-12') => openAlert({ id, status: 'acknowledged', holder: { ...person, at: at('02:20') } });
  const withMachine = (alert: Alert, name: string, time: string) => ({
    findings: [...alert.findings, finding(name, time)],
    updatedAt: at(time),
  });

  test('a second machine within them is shown on the card alone, the next one after them is told', async () => {
    const { grows, news } = room();
    let alert = held();
    alert = await grows(alert, withMachine(alert, 'app1', '03:00'));
    expect(news()).toEqual([expect.stringMatching(/^A-12: .*app1/)]);
    alert = await grows(alert, withMachine(alert, 'app2', '03:04'));
    expect(news()).toHaveLength(1);
    await grows(alert, withMachine(alert, 'app3', '03:05'));
    expect(news().slice(1)).toEqual([expect.stringMatching(/^A-12: .*app3/)]);
  });

  test('each alert has its own five minutes', async () => {
    const { grows, news } = room();
    for (const alert of [held('A-12'), held('A-13')]) await grows(alert, withMachine(alert, 'app1', '03:00'));
    expect(news()).toHaveLength(2);
  });

  test('another session on a machine that is known rings nobody and uses up nothing', async () => {
    const { grows, news } = room();
    let alert = held();
    alert = await grows(alert, withMachine(alert, 'dc01', '03:00'));
    expect(news()).toEqual([]);
    await grows(alert, withMachine(alert, 'app1', '03:01'));
    expect(news()).toHaveLength(1);
  });
});
