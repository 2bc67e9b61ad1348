import { createAlertDesk } from '../../../src/alerts/desk';
import { type AlertChange, createIngest } from '../../../src/alerts/ingest';
import { memoryAlertStore } from '../../../src/alerts/memory-alert-store';
import { applyMute } from '../../../src/alerts/mutes/apply-mute';
import type { Mute } from '../../../src/alerts/mutes/mute';
import { standingMutes } from '../../../src/alerts/mutes/ports';
import { memoryStandingStore } from '../../../src/alerts/standing';
import { createTimers } from '../../../src/alerts/timers';
import { memoryAuditTrail } from '../../../src/core/memory-audit-trail';
import { defaultPolicy } from '../../../src/core/policy';
import type { Tx } from '../../../src/core/unit-of-work';
import { networks } from '../../../src/geo/networks';
import { type FindingWish, finding, machineId, rob, start } from '../../support/findings';

const tx: Tx = { kind: 'tx' };
const minute = 60_000;
const hour = 60 * minute;
const until = start + 24 * hour;

const robsMute: Mute = {
  id: 'M-3',
  version: 1,
  state: 'active',
  scope: { principal: { objectId: rob.objectId, name: 'rob' }, machine: machineId('dc01'), network: '203.0.113.0/24' },
  hours: 24,
  reason: 'fstab',
  requester: { objectId: 'mia', name: 'Mia', at: start },
  preview: { hidden: {}, examples: [], partly: 0, lowSessions: 0, piercing: 0, whole: true },
  from: start,
  until,
  updatedAt: start,
};

async function room(mutes: readonly Mute[] = [robsMute]) {
  const store = memoryAlertStore();
  const muteStore = memoryStandingStore<Mute>(standingMutes);
  for (const mute of mutes) await muteStore.insert(tx, mute);
  const told: AlertChange[] = [];
  const changed = async (_tx: Tx, change: AlertChange) => void told.push(change);
  const audit = memoryAuditTrail();
  const timers = createTimers(() => ({
    levels: [{ name: 'Responders', mention: [] }],
    reminders: defaultPolicy.reminders,
  }));
  let id = 0;
  const ingest = createIngest({
    store,
    audit,
    nextId: async () => `A-${++id}`,
    policy: () => defaultPolicy,
    timers,
    mutes: { store: muteStore, networks },
    changed,
  });
  const desk = createAlertDesk({ store, audit, timers, changed });
  const take = (wish: FindingWish & { hard?: boolean } = {}, at = start + 6 * minute) =>
    ingest.take(tx, [{ ...finding(wish), hard: wish.hard ?? false }], { at });
  const apply = async (mute: Mute, at: number) => {
    const known = await muteStore.get(tx, mute.id);
    if (known === undefined) await muteStore.insert(tx, mute);
    else await muteStore.replace(tx, mute, known.version);
    await applyMute(tx, mute, at, { alerts: store, desk, mutes: muteStore, networks });
  };
  return { store, told, take, apply, timers, desk };
}

test('a covered alert is kept, not posted, not escalated', async () => {
  const { store, take, timers } = await room();
  await take();
  const [alert] = store.all();
  expect(alert).toMatchObject({ id: 'A-1', severity: 'high', muted: { by: 'M-3', until } });
  expect(alert?.mutedSessions).toEqual(['c-dc01-0']);
  expect(alert?.postedAt).toBeUndefined();
  expect(alert?.dueAt).toBeUndefined();
  expect(alert && timers.due(alert, until + 90 * 24 * hour)).toBeUndefined();
});

test.each<[string, FindingWish & { hard?: boolean }, readonly Mute[]]>([
  ['a hard signal', { hard: true }, [robsMute]],
  ['another machine', { machine: 'sql03' }, [robsMute]],
  ['another network', { ip: '198.51.100.7' }, [robsMute]],
  ['another person', { principal: { ...rob, objectId: 'ken' } }, [robsMute]],
  ['a session after its end', { minutes: 24 * 60 }, [robsMute]],
  ['a lifted one', {}, [{ ...robsMute, state: 'lifted' }]],
  ['one that waits for a second person', {}, [{ ...robsMute, state: 'asked' }]],
  [
    'its own requester',
    { principal: { ...rob, objectId: 'mia' } },
    [{ ...robsMute, scope: { machine: machineId('dc01') } }],
  ],
])('%s is heard', async (_name, wish, mutes) => {
  const { store, take } = await room(mutes);
  await take(wish);
  expect(store.all()[0]?.postedAt).toBeDefined();
  expect(store.all()[0]?.muted).toBeUndefined();
});

test('a row that comes after the mute has ended is hidden by the time of its session', async () => {
  const { store, take } = await room();
  await take({ minutes: 23 * 60 }, until + 2 * hour);
  expect(store.all()[0]?.muted?.by).toBe('M-3');
});

test('one loud session that is not covered brings the whole alert to the channel', async () => {
  const { store, take, told } = await room();
  await take();
  await take({ machine: 'sql03', minutes: 10 }, start + 20 * minute);
  expect(store.all()).toMatchObject([{ id: 'A-1', postedAt: start + 20 * minute, mutedSessions: ['c-dc01-0'] }]);
  expect(store.all()[0]?.muted).toBeUndefined();
  expect(told.at(-1)).toMatchObject({ cause: 'grown' });
  expect(told.at(-1)?.hushed).toBeUndefined();
});

test('a covered session that joins a heard alert rings nobody', async () => {
  const { take, told } = await room();
  await take({ machine: 'sql03' });
  await take({ minutes: 10 }, start + 20 * minute);
  expect(told.at(-1)).toMatchObject({ cause: 'grown', hushed: true });
});

test('a session that turns hard pierces the mute it was hidden by', async () => {
  const { store, take } = await room();
  await take();
  await take({ hard: true, score: 80 }, start + 30 * minute);
  expect(store.all()[0]).toMatchObject({ postedAt: start + 30 * minute });
  expect(store.all()[0]?.mutedSessions).toBeUndefined();
});

describe('an alert that is in the channel already', () => {
  test('falls silent with the mute, and its timers go on at its end', async () => {
    const { store, take, apply, timers } = await room([]);
    await take();
    expect(store.all()[0]?.dueAt).toBeLessThan(start + hour);
    await apply(robsMute, start + 8 * minute);
    const [muted] = store.all();
    expect(muted).toMatchObject({ muted: { by: 'M-3' }, dueAt: until, postedAt: start + 6 * minute });
    expect(muted && timers.due(muted, until - 1)).toBeUndefined();
    expect(muted && timers.due(muted, until)).toMatchObject({ kind: 'escalate', level: 1 });
  });

  test('a reminder waits too', async () => {
    const { store, take, apply, desk } = await room([]);
    await take();
    await desk.act(tx, 'A-1', { kind: 'acknowledge', by: { objectId: 'ken', name: 'Ken', at: start + 7 * minute } });
    await apply(robsMute, start + 8 * minute);
    expect(store.all()[0]?.dueAt).toBe(until);
  });
});

test('lifting posts what nobody saw and starts the timers of the rest', async () => {
  const { store, take, apply } = await room();
  await take();
  await apply({ ...robsMute, state: 'lifted' }, start + 2 * hour);
  expect(store.all()[0]).toMatchObject({ postedAt: start + 2 * hour });
  expect(store.all()[0]?.muted).toBeUndefined();
  expect(store.all()[0]?.dueAt).toBe(start + 2 * hour + 15 * minute);
});

test('lifting one of two mutes leaves the other in force', async () => {
  const wide: Mute = { ...robsMute, id: 'M-4', scope: { machine: machineId('dc01') }, until: until + hour };
  const { store, take, apply } = await room([robsMute, wide]);
  await take();
  expect(store.all()[0]?.muted).toEqual({ by: 'M-4', until: until + hour });
  await apply({ ...wide, state: 'lifted' }, start + hour);
  expect(store.all()[0]).toMatchObject({ muted: { by: 'M-3', until } });
  expect(store.all()[0]?.postedAt).toBeUndefined();
});
