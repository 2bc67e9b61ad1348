import { createIntents } from '../../src/chat/intents';
import { memoryOutbox } from '../../src/chat/memory-outbox';
import { memoryCardRefs, memoryChannels } from '../../src/chat/memory-stores';
import { createNewcomers } from '../../src/chat/newcomers';
import { ManualClock } from '../../src/core/clock';
import { memoryAuditTrail } from '../../src/core/memory-audit-trail';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import { memoryStateStore } from '../../src/core/state';

const hour = 3_600_000;
const ana = { objectId: 'ana', name: 'Ana' };
const eve = { objectId: 'eve', name: 'Eve [x](https://evil.example)' };

function house() {
  const clock = new ManualClock(Date.parse('2026-03-03T02:40:00Z'));
  const [uow, state, audit] = [memoryUnitOfWork(), memoryStateStore(), memoryAuditTrail()];
  const [outbox, channels] = [memoryOutbox(), memoryChannels()];
  const start = () =>
    createNewcomers({
      uow,
      state,
      audit,
      channels,
      intents: createIntents(outbox, memoryCardRefs()),
      clock,
      kick: () => undefined,
    });
  const told = () => outbox.all().flatMap(({ delivery }) => (delivery.kind === 'notice' ? [delivery.text] : []));
  const subscribe = () =>
    uow.run((tx) =>
      channels.put(tx, {
        conversationId: '19:x',
        serviceUrl: 'https://smba.example',
        name: 'Alerts',
        subscribedBy: 'lee',
        subscribedAt: clock.now(),
      }),
    );
  return { clock, start, told, subscribe };
}

describe('approvers and administrators seen for the first time', () => {
  test('in a fresh store those named by object id are known, members of groups are not', async () => {
    const { start, told, subscribe } = house();
    await subscribe();
    const newcomers = start();
    await newcomers.begin({ approver: [ana.objectId], admin: [] });
    expect(await newcomers.probation(ana, 'approver')).toBeUndefined();
    expect(await newcomers.probation(eve, 'approver')).toBeDefined();
    expect(told()).toEqual([
      expect.stringMatching(
        /^Eve .* is approver of this bot, seen for the first time\. Votes count from 2026-03-04 02:40 UTC/,
      ),
    ]);
  });

  test('are announced once and vote after 24 hours, also when the bot was restarted in between', async () => {
    const { clock, start, told, subscribe } = house();
    await subscribe();
    const first = start();
    await first.begin({ approver: [], admin: [] });
    const until = await first.probation(eve, 'admin');
    clock.advance(23 * hour);
    const second = start();
    await second.begin({ approver: [], admin: [eve.objectId] });
    expect(await second.probation(eve, 'admin')).toBe(until);
    expect(second.mayVote(eve.objectId, 'admin')).toBe(false);
    clock.advance(hour);
    expect(await second.probation(eve, 'admin')).toBeUndefined();
    expect(second.mayVote(eve.objectId, 'admin')).toBe(true);
    expect(told()).toHaveLength(1);
  });

  test('who is named only later is as new as anybody', async () => {
    const { start } = house();
    await start().begin({ approver: [ana.objectId], admin: [] });
    const later = start();
    await later.begin({ approver: [ana.objectId, eve.objectId], admin: [] });
    expect(await later.probation(eve, 'approver')).toBeDefined();
  });

  test('each role counts for itself', async () => {
    const { start } = house();
    const newcomers = start();
    await newcomers.begin({ approver: [ana.objectId], admin: [] });
    expect(await newcomers.probation(ana, 'admin')).toBeDefined();
    expect(newcomers.mayVote(ana.objectId, 'approver')).toBe(false);
    expect(await newcomers.probation(ana, 'approver')).toBeUndefined();
    expect(newcomers.mayVote(ana.objectId, 'approver')).toBe(true);
  });
});
