import type { Alert, Disposition } from '../../../src/alerts/alert';
import { growAlert, openAlert } from '../../../src/alerts/grouping';
import { memoryAlertStore } from '../../../src/alerts/memory-alert-store';
import type { Mute, MuteScope } from '../../../src/alerts/mutes/mute';
import { createMuteDesk, type MuteWish } from '../../../src/alerts/mutes/mute-desk';
import { standingMutes } from '../../../src/alerts/mutes/ports';
import { memoryStandingStore } from '../../../src/alerts/standing';
import { memoryIds } from '../../../src/core/ids';
import { memoryAuditTrail } from '../../../src/core/memory-audit-trail';
import type { Tx } from '../../../src/core/unit-of-work';
import { networks } from '../../../src/geo/networks';
import { type FindingWish, finding, machineId, rob, start } from '../../support/findings';

const tx: Tx = { kind: 'tx' };
const hour = 3_600_000;
const now = start + 10 * hour;
const by = (name: string, at = now) => ({ objectId: name.toLowerCase(), name, at });
const narrow: MuteScope = {
  principal: { objectId: rob.objectId, name: rob.displayName },
  machine: machineId('dc01'),
  network: '203.0.113.0/24',
};

function room() {
  const alerts = memoryAlertStore();
  const audit = memoryAuditTrail();
  const ids = memoryIds();
  const told: Mute[] = [];
  const desk = createMuteDesk({
    store: memoryStandingStore<Mute>(standingMutes),
    alerts,
    audit,
    nextId: (of) => ids.next(of, 'M'),
    networks,
    changed: async (_tx, mute) => void told.push(mute),
  });
  const ask = (more: Partial<MuteWish> = {}) =>
    desk.preview(tx, { scope: narrow, hours: 24, reason: 'fstab repair', by: by('Mia'), ...more });
  const keep = async (id: string, wish: FindingWish, disposition?: Disposition): Promise<Alert> => {
    const alert = openAlert(id, finding({ id: `s-${id}`, ...wish }), start, []);
    const resolution = disposition && { ...by('Ken'), disposition, sentence: 'x' };
    const kept: Alert = resolution === undefined ? alert : { ...alert, status: 'resolved', resolution };
    await alerts.insert(tx, kept);
    return kept;
  };
  return { alerts, audit, told, desk, ask, keep };
}

const value = <T>(outcome: { ok: true; value: T } | { ok: false; message: string }): T => {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
};

describe('a narrow mute of a day', () => {
  test('shows what it would have hidden, then its requester alone puts it in force', async () => {
    const { ask, desk, keep, told, audit } = room();
    await keep('A-1', { severity: 'high' }, 'false-positive');
    await keep('A-2', { severity: 'low', minutes: 60 });
    await keep('A-3', { severity: 'high', machine: 'sql03' });
    const draft = value(await ask());
    expect(draft).toMatchObject({ id: 'M-1', state: 'draft' });
    expect(draft.preview).toEqual({
      hidden: { high: 1 },
      examples: ['A-1'],
      partly: 0,
      lowSessions: 1,
      piercing: 0,
      whole: true,
    });
    expect(told).toEqual([]);
    expect(await desk.confirm(tx, 'M-1', by('Ken'))).toMatchObject({ ok: false, reason: 'not-yours' });
    const active = value(await desk.confirm(tx, 'M-1', by('Mia')));
    expect(active).toMatchObject({ state: 'active', from: now, until: now + 24 * hour });
    expect(told.map(({ state }) => state)).toEqual(['active']);
    expect(audit.all().map(({ verb, actor, result }) => [verb, actor, result])).toEqual([
      ['mute-preview', 'mia', 'done'],
      ['mute', 'ken', 'not-yours'],
      ['mute', 'mia', 'done'],
    ]);
  });

  test('a press that is sent again has no second effect, and its answer is the first one', async () => {
    const { ask, desk, told, audit } = room();
    value(await ask());
    const first = value(await desk.confirm(tx, 'M-1', by('Mia'), 'press-1'));
    const entries = audit.all().length;
    expect(await desk.confirm(tx, 'M-1', by('Mia', now + 1_000), 'press-1')).toEqual({ ok: true, value: first });
    expect(told).toHaveLength(1);
    expect(audit.all()).toHaveLength(entries);
    expect(await desk.confirm(tx, 'M-1', by('Mia', now + 1_000), 'press-2')).toMatchObject({ reason: 'over' });
  });

  test('is lifted by anybody who may, once', async () => {
    const { ask, desk, told } = room();
    const { id } = value(await ask());
    await desk.confirm(tx, id, by('Mia'));
    expect(value(await desk.end(tx, id, by('Ken')))).toMatchObject({ state: 'lifted', ended: { name: 'Ken' } });
    expect(told.at(-1)?.state).toBe('lifted');
    const again = await desk.end(tx, id, by('Mia'));
    expect(again).toMatchObject({ ok: false, reason: 'over' });
    expect(again.ok ? '' : again.message).toContain('Ken');
    expect(await desk.standing(tx, now)).toEqual([]);
  });
});

describe('a second person', () => {
  test.each<[string, Partial<MuteWish>]>([
    ['for one machine and everybody on it', { scope: { machine: machineId('dc01') } }],
    ['for a person on one machine from anywhere', { scope: { ...narrow, network: undefined } as unknown as MuteScope }],
    ['for two days', { hours: 48 }],
  ])('is needed %s', async (_name, wish) => {
    const { ask, desk } = room();
    const { network, ...rest } = wish.scope ?? narrow;
    const { id } = value(await ask({ ...wish, scope: network === undefined ? rest : { ...rest, network } }));
    expect(value(await desk.confirm(tx, id, by('Mia'))).state).toBe('asked');
    expect(await desk.confirm(tx, id, by('Mia'))).toMatchObject({ ok: false, reason: 'same-person' });
    const active = value(await desk.confirm(tx, id, by('Ken')));
    expect(active).toMatchObject({ state: 'active', confirmer: { name: 'Ken' }, requester: { name: 'Mia' } });
  });

  test('is never the subject, and not asked for a day', async () => {
    const { ask, desk } = room();
    const { id } = value(await ask({ hours: 48 }));
    await desk.confirm(tx, id, by('Mia'));
    expect(await desk.confirm(tx, id, { objectId: rob.objectId, name: 'Rob', at: now })).toMatchObject({
      reason: 'own-case',
    });
    expect(await desk.confirm(tx, id, by('Ken', now + 24 * hour))).toMatchObject({ reason: 'over' });
  });

  test('may say no', async () => {
    const { ask, desk } = room();
    const { id } = value(await ask({ hours: 48 }));
    await desk.confirm(tx, id, by('Mia'));
    expect(value(await desk.end(tx, id, by('Ken'))).state).toBe('withdrawn');
    expect(await desk.confirm(tx, id, by('Ken'))).toMatchObject({ reason: 'over' });
  });
});

describe('refused', () => {
  test.each<[string, Partial<MuteWish>, string]>([
    ['about oneself', { by: { objectId: rob.objectId, name: 'Rob', at: now } }, 'own-case'],
    ['without a reason', { reason: '  ' }, 'text-missing'],
    ['without a scope', { scope: {} }, 'no-scope'],
    ['of half the internet', { scope: { network: '203.0.0.0/8' } }, 'too-wide'],
    ['of an unreadable network', { scope: { network: 'home' } }, 'too-wide'],
    ['for two months', { hours: 1_500 }, 'too-long'],
    ['for no time', { hours: 0 }, 'too-long'],
  ])('%s', async (_name, wish, reason) => {
    const { ask, audit } = room();
    expect(await ask(wish)).toMatchObject({ ok: false, reason });
    expect(audit.all()).toMatchObject([{ verb: 'mute-preview', result: reason }]);
  });

  test('over anything judged malicious, by name, at the preview and at the confirmation', async () => {
    const { ask, desk, keep, alerts } = room();
    await keep('A-7', { severity: 'high', minutes: 30 }, 'malicious');
    const first = await ask();
    expect(first).toMatchObject({ ok: false, reason: 'hides-malicious' });
    expect(first.ok ? '' : first.message).toContain('A-7');
    // Another machine was not attacked, until somebody says so meanwhile.
    const { id } = value(await ask({ scope: { ...narrow, machine: machineId('sql03') } }));
    const later = await keep('A-8', { severity: 'low', machine: 'sql03' });
    expect((await desk.get(tx, id))?.state).toBe('draft');
    const resolution = { ...by('Ken'), disposition: 'malicious' as const, sentence: 'x' };
    await alerts.replace(tx, { ...later, version: 2, status: 'resolved', resolution }, 1);
    expect(await desk.confirm(tx, id, by('Mia'))).toMatchObject({ ok: false, reason: 'hides-malicious' });
  });
});

test('the preview tells alerts hidden in part and what pierces', async () => {
  const { ask, alerts } = room();
  const opened = openAlert('A-1', finding({ id: 'a' }), start, []);
  await alerts.insert(tx, growAlert(opened, finding({ id: 'b', machine: 'sql03', minutes: 5 }), start));
  const hard = { ...finding({ id: 'c', minutes: 400 }), hard: true };
  await alerts.insert(tx, openAlert('A-2', hard, start, []));
  expect(value(await ask()).preview).toMatchObject({ hidden: {}, partly: 1, piercing: 1 });
});
