import { createAlertDesk } from '../../../src/alerts/desk';
import { applyIncident } from '../../../src/alerts/incidents/apply-incident';
import type { Incident } from '../../../src/alerts/incidents/incident';
import { createIncidentDesk } from '../../../src/alerts/incidents/incident-desk';
import { outageIn } from '../../../src/alerts/incidents/outage';
import { groupedUnder } from '../../../src/alerts/incidents/under';
import { createIngest } from '../../../src/alerts/ingest';
import { memoryAlertStore } from '../../../src/alerts/memory-alert-store';
import { memoryStandingStore } from '../../../src/alerts/standing';
import { noTimers } from '../../../src/alerts/timers';
import { memoryAuditTrail } from '../../../src/core/memory-audit-trail';
import { defaultPolicy } from '../../../src/core/policy';
import type { Tx } from '../../../src/core/unit-of-work';
import type { Finding } from '../../../src/detection/finding';
import { type FindingWish, finding, rob, start } from '../../support/findings';

const tx: Tx = { kind: 'tx' };
const minute = 60_000;
const hour = 60 * minute;
const subscription = '00000000-0000-4000-8000-000000000001';
const mia = (at: number) => ({ objectId: 'mia', name: 'Mia', at });
const person = (name: string) => ({ ...rob, objectId: name, displayName: name });
const manyMachines = [{ code: 'many-machines', points: 45, text: 'four machines' }];

/** Ordinary work by a known person, loud enough for a card of its own. */
const work = (name: string, minutes: number, more: FindingWish & Partial<Finding> = {}): Finding => ({
  ...finding({ principal: person(name), minutes, machine: `${name}-${minutes}`, reasons: manyMachines, ...more }),
  ...(more.hard === undefined ? {} : { hard: more.hard }),
  ...(more.learning === undefined ? {} : { learning: more.learning }),
});

function room() {
  const alerts = memoryAlertStore();
  const store = memoryStandingStore<Incident>();
  const audit = memoryAuditTrail();
  const shown: Incident[] = [];
  let ids = 0;
  const nextId = async () => `I-${++ids}`;
  const changed = async () => undefined;
  const desk = createAlertDesk({ store: alerts, audit, timers: noTimers, changed });
  const incidents = createIncidentDesk({
    store,
    audit,
    nextId,
    async changed(inside, incident, at) {
      shown.push(incident);
      await applyIncident(inside, incident, at, { alerts, desk });
    },
  });
  let alertIds = 0;
  const ingest = createIngest({
    store: alerts,
    audit,
    nextId: async () => `A-${++alertIds}`,
    policy: () => defaultPolicy,
    incidents: { store, sighted: incidents.propose, grew: async () => undefined },
    changed,
  });
  const take = (...findings: Finding[]) => {
    const newest = Math.max(...findings.map(({ session }) => session.startedAt));
    return ingest.take(tx, findings, { at: newest + 6 * minute });
  };
  return { alerts, store, incidents, take, shown, audit };
}

const wish = (at: number) => ({
  name: 'bad patch',
  targets: [`/subscriptions/${subscription}`],
  hours: 4,
  by: mia(at),
});

describe('under a declared incident', () => {
  test('known people are grouped: no card of their own, never learned, counted on the incident', async () => {
    const { alerts, incidents, take } = room();
    const declared = await incidents.declare(tx, wish(start));
    await take(work('ken', 5), work('ida', 9));
    expect(alerts.all().map(({ postedAt, incident }) => [postedAt, incident])).toEqual([
      [undefined, 'bad patch'],
      [undefined, 'bad patch'],
    ]);
    expect(alerts.all().flatMap(({ mutedSessions }) => mutedSessions)).toHaveLength(2);
    expect(declared.ok && groupedUnder(declared.value, alerts.all())).toHaveLength(2);
  });

  test.each<[string, Finding]>([
    ['a hard signal', work('ken', 5, { hard: true })],
    ['somebody new', work('ken', 5, { reasons: [{ code: 'never-seen-principal', points: 45, text: '' }] })],
    ['a new network', work('ken', 5, { reasons: [{ code: 'new-network-for-principal', points: 45, text: '' }] })],
    ['its author', work('mia', 5)],
    ['a session after its end', work('ken', 4 * 60 + 1)],
    ['a time in which nobody is known yet', work('ken', 5, { learning: true })],
  ])('%s gets a card of its own', async (_name, one) => {
    const { alerts, incidents, take } = room();
    await incidents.declare(tx, wish(start));
    await take(one);
    expect(alerts.all()[0]?.postedAt).toBeDefined();
    expect(alerts.all()[0]?.mutedSessions).toBeUndefined();
  });

  test('a new network that the policy trusts is no stranger', async () => {
    const { alerts, incidents, take } = room();
    await incidents.declare(tx, wish(start));
    const reasons = [
      { code: 'new-network-for-principal', points: 45, text: '' },
      { code: 'trusted-network', points: -10, text: '' },
    ];
    await take(work('ken', 5, { reasons }));
    expect(alerts.all()[0]?.postedAt).toBeUndefined();
  });

  test('a declaration reaches back an hour, and takes what it groups off the timers', async () => {
    const { alerts, incidents, take } = room();
    await take(work('ken', 5));
    expect(alerts.all()[0]?.muted).toBeUndefined();
    await incidents.declare(tx, wish(start + 30 * minute));
    expect(alerts.all()[0]).toMatchObject({ incident: 'bad patch', muted: { by: 'I-1' } });
  });

  test('nobody declares a day and an hour, nowhere, or without a word; each refusal is in the record', async () => {
    const { incidents, audit } = room();
    const said = [
      await incidents.declare(tx, { ...wish(start), hours: 25 }),
      await incidents.declare(tx, { ...wish(start), targets: [] }),
      await incidents.declare(tx, { ...wish(start), name: ' ' }),
    ];
    expect(said.map((outcome) => (outcome.ok ? 'declared' : outcome.reason))).toEqual([
      'too-long',
      'no-target',
      'no-name',
    ]);
    expect((await audit.forSubject(tx, 'incident', 9)).map(({ result }) => result).sort()).toEqual([
      'no-name',
      'no-target',
      'too-long',
    ]);
  });
});

describe('outage?', () => {
  test('three people in an hour are asked about once, a fourth asks no second time', async () => {
    const { store, take } = room();
    await take(work('ken', 0), work('ida', 20));
    expect(await store.standing(tx, start)).toEqual([]);
    await take(work('lee', 50));
    await take(work('nia', 55));
    expect(await store.standing(tx, start)).toMatchObject([
      { id: 'I-1', state: 'proposed', sighting: { sessions: 3, from: start, to: start + 50 * minute } },
    ]);
  });

  test('taken up, it groups what was there and what follows; ended, it does not ask again about the same work', async () => {
    const { alerts, incidents, take, shown } = room();
    await take(work('ken', 0), work('ida', 20), work('lee', 50));
    const pressed = await incidents.takeUp(tx, 'I-1', mia(start + hour), 'press-1');
    expect(pressed).toMatchObject({ ok: true, value: { state: 'declared', until: start + 5 * hour } });
    expect((await incidents.takeUp(tx, 'I-1', mia(start + hour), 'press-1')).ok).toBe(true);
    expect(await incidents.takeUp(tx, 'I-1', mia(start + hour), 'press-2')).toMatchObject({ reason: 'over' });
    await take(work('nia', 70));
    expect(alerts.all().filter(({ muted }) => muted?.by === 'I-1')).toHaveLength(4);
    await incidents.end(tx, 'I-1', mia(start + 80 * minute));
    await take(work('nia', 85));
    expect(shown.map(({ state }) => state)).toEqual(['proposed', 'declared', 'ended']);
  });

  test('declined, it is not asked again for four hours', async () => {
    const { incidents, take, store } = room();
    await take(work('ken', 0), work('ida', 20), work('lee', 50));
    await incidents.end(tx, 'I-1', mia(start + hour));
    await take(work('nia', 65));
    expect(await store.standing(tx, start + hour)).toMatchObject([{ id: 'I-1', state: 'declined' }]);
  });

  test.each<[string, readonly Finding[]]>([
    ['two people', [work('ken', 0), work('ida', 20), work('ida', 30)]],
    ['three in more than an hour', [work('ken', 0), work('ida', 30), work('lee', 61)]],
    ['a third with a hard signal', [work('ken', 0), work('ida', 30), work('lee', 40, { hard: true })]],
    [
      'a third from a new country',
      [
        work('ken', 0),
        work('ida', 30),
        work('lee', 40, { reasons: [{ code: 'new-country-for-principal', points: 25, text: '' }] }),
      ],
    ],
    [
      'work under an incident of the policy',
      ['ken', 'ida', 'lee'].map((name) =>
        work(name, 1, { reasons: [{ code: 'declared-incident', points: -30, text: '' }] }),
      ),
    ],
  ])('%s is none', (_name, findings) => {
    expect(outageIn(subscription, findings)).toBeUndefined();
  });
});
