import { ManualClock } from '../../src/core/clock';
import { silentLog } from '../../src/core/log';
import { done, refuse } from '../../src/core/outcome';
import { defaultPolicy } from '../../src/core/policy';
import type { Tx, UnitOfWork } from '../../src/core/unit-of-work';
import type { Profile } from '../../src/detection/baseline/profile';
import type { Finding } from '../../src/detection/finding';
import { memoryBaselineStore } from '../../src/detection/memory-baseline-store';
import type { PollerState } from '../../src/detection/poll/state';
import { createPoller } from '../../src/detection/poller';
import type { LogFailure, LogQuery, LogRow, SessionVerdict, Sight } from '../../src/detection/ports';
import { readWatched } from '../../src/detection/watched';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const t0 = Date.UTC(2026, 2, 3, 10);
const tx: Tx = { kind: 'tx' };
const oid = 'f409edeb-4d29-44b5-9763-ee9348ad91bb';

function connect(at: number, changes: Record<string, unknown> = {}): LogRow {
  const id = String(changes.CorrelationId ?? `c${at}`);
  return {
    EventDataId: `${id}/success`,
    TimeGenerated: new Date(at).toISOString(),
    VisibleAt: new Date(at + 5 * minute).toISOString(),
    OperationNameValue: 'MICROSOFT.SERIALCONSOLE/SERIALPORTS/CONNECT/ACTION',
    ActivityStatusValue: 'Success',
    CorrelationId: id,
    Caller: 'rob@contoso.com',
    Ip: '84.100.7.10',
    Country: 'Germany',
    _ResourceId: '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1',
    SubscriptionId: 's1',
    Claims_d: { 'http://schemas.microsoft.com/identity/claims/objectidentifier': oid },
    ...changes,
  };
}

/** A log that answers console queries with the rows of their window, like the service; other tables from a script. */
function world(options: { bootstrap?: boolean; watchSilence?: boolean } = {}) {
  const rows: LogRow[] = [];
  const other = new Map<string, LogRow[]>();
  const asked: LogQuery[] = [];
  const sights: Sight[] = [];
  const findings: Finding[] = [];
  const verdicts: SessionVerdict[] = [];
  const store = memoryBaselineStore();
  const muted = new Set<string>();
  const state = {
    failing: undefined as LogFailure | undefined,
    sinkFails: false,
    serverAt: undefined as number | undefined,
    failingQueries: new Set<string>(),
  };
  const uow: UnitOfWork = { run: (work) => work(tx) };
  const poller = createPoller({
    source: {
      async query(query) {
        asked.push(query);
        if (state.failing !== undefined || state.failingQueries.has(query.name))
          return refuse(state.failing ?? 'bad-query', 'The log did not answer.');
        if (query.name !== 'console') return done({ rows: other.get(query.name) ?? [] });
        const { watermark, cutoff } = query.parameters as Record<string, { datetime: number }>;
        const within = (row: LogRow) => {
          const visible = Date.parse(String(row.VisibleAt));
          return visible > (watermark?.datetime ?? 0) && visible <= (cutoff?.datetime ?? 0);
        };
        const seen = (row: LogRow) => Date.parse(String(row.VisibleAt)) <= (state.serverAt ?? Number.MAX_VALUE);
        const answeredAt = state.serverAt === undefined ? {} : { answeredAt: state.serverAt };
        return done({ rows: rows.filter(within).filter(seen), ...answeredAt });
      },
    },
    store,
    sink: {
      take: async (_tx, found) => {
        if (state.sinkFails) throw new Error('disk full');
        findings.push(...found);
      },
      verdictsSince: async (_tx, since) => verdicts.filter(({ at }) => at > since),
      isMuted: async (_tx, sessionId) => muted.has(sessionId),
    },
    uow,
    clock: new ManualClock(t0),
    policy: () => defaultPolicy,
    sight: { report: async (_tx, sight) => void sights.push(sight) },
    log: silentLog,
    config: {
      pollIntervalSeconds: 60,
      baselineDays: 90,
      subscriptions: [],
      bootstrap: false,
      watchSilence: false,
      ...options,
    },
  });
  const saved = async () => (await store.documents(tx, ['poller'])).get('poller') as PollerState;
  const profile = async () =>
    (await store.documents(tx, ['who:rob@contoso.com'])).get('who:rob@contoso.com') as
      | { useDays: Record<string, unknown>; use: { country: Record<string, unknown> } }
      | undefined;
  return { rows, other, asked, sights, findings, verdicts, muted, store, state, poller, saved, profile };
}

describe('Scheduled poll with watermark and overlap', () => {
  test('a connect becomes one finding, once, though its row is read again in the overlap', async () => {
    const { rows, poller, findings, saved } = world();
    await poller.pollOnce(t0);
    rows.push(connect(t0 - 4 * minute));
    for (let step = 1; step <= 5; step += 1) await poller.pollOnce(t0 + step * minute);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'low', session: { principal: { objectId: oid }, country: 'DE' } });
    expect((await saved()).watermark).toBe(t0 + 5 * minute);
  });

  test('the watermark stays when the log fails; blind is told after three polls, caught-up once with the late events', async () => {
    const { rows, poller, sights, saved, state, findings } = world();
    await poller.pollOnce(t0);
    state.failing = 'throttled';
    rows.push(connect(t0 - 4 * minute), connect(t0 - 3 * hour, { VisibleAt: new Date(t0 + 2 * minute).toISOString() }));
    for (let step = 1; step <= 4; step += 1) {
      expect((await poller.pollOnce(t0 + step * minute)).ok).toBe(false);
      expect(sights).toHaveLength(step < 3 ? 0 : 1);
    }
    expect(sights[0]).toEqual({ kind: 'blind', since: t0, reason: 'throttled' });
    expect((await saved()).watermark).toBe(t0);
    state.failing = undefined;
    await poller.pollOnce(t0 + 5 * minute);
    await poller.pollOnce(t0 + 6 * minute);
    expect(sights.slice(1)).toEqual([{ kind: 'caught-up', blindSince: t0, lateEvents: 1, at: t0 + 5 * minute }]);
    expect(findings).toHaveLength(2);
  });

  test('what became visible in a blindness is found, and what the service put away behind the watermark twenty minutes later', async () => {
    const { rows, poller, state, findings, asked } = world();
    await poller.pollOnce(t0);
    const seen = (at: number, visible: number, changes = {}) =>
      connect(at, { VisibleAt: new Date(visible).toISOString(), CorrelationId: `c${at}`, ...changes });
    // Its start row is read before the log fails, its end row lies in the blindness.
    rows.push(seen(t0 - 9 * minute, t0 + minute / 2, { ActivityStatusValue: 'Start', EventDataId: 'start' }));
    await poller.pollOnce(t0 + minute);
    state.failing = 'timeout';
    for (let step = 2; step < 190; step += 1) await poller.pollOnce(t0 + step * minute);
    rows.push(
      seen(t0 - 9 * minute, t0 + 3 * minute),
      seen(t0 - 47 * hour, t0 + 40 * minute),
      seen(t0 + hour, t0 + 2 * hour),
    );
    state.failing = undefined;
    await poller.pollOnce(t0 + 190 * minute);
    const found = () => findings.map(({ session }) => `${session.startedAt - t0} ${session.outcome}`);
    expect(found()).toEqual([`${-47 * hour} success`, `${-9 * minute} success`, `${hour} success`]);
    rows.push(seen(t0 + 5 * minute, t0 + 30 * minute));
    for (let step = 191; step < 210; step += 1) await poller.pollOnce(t0 + step * minute);
    expect(found()).toHaveLength(3);
    for (let step = 210; step < 215; step += 1) await poller.pollOnce(t0 + step * minute);
    expect(found().slice(3)).toEqual([`${5 * minute} success`]);
    const starts = asked.filter(({ name }) => name === 'console').map(({ parameters }) => parameters.watermark);
    expect(starts.at(-1)).toEqual({ datetime: t0 + 208 * minute });
  });

  test('one failed poll is followed by a second reading too, though nobody was told', async () => {
    const { rows, poller, state, findings, sights } = world();
    await poller.pollOnce(t0);
    state.failing = 'timeout';
    await poller.pollOnce(t0 + minute);
    state.failing = undefined;
    for (let step = 2; step < 10; step += 1) await poller.pollOnce(t0 + step * minute);
    // Taken in while the log failed, and put away only now: behind the overlap.
    rows.push(connect(t0 - minute, { VisibleAt: new Date(t0 + minute / 2).toISOString() }));
    for (let step = 10; step < 22; step += 1) await poller.pollOnce(t0 + step * minute);
    expect(findings).toEqual([]);
    await poller.pollOnce(t0 + 22 * minute);
    expect(findings).toHaveLength(1);
    expect(sights).toEqual([]);
  });
});

test('a clock that runs ahead, and is put right, hides nothing', async () => {
  const { rows, poller, findings, saved, state } = world();
  await poller.pollOnce(t0);
  // Half an hour ahead of the log for two polls.
  for (const step of [1, 2]) {
    state.serverAt = t0 + step * minute;
    await poller.pollOnce(t0 + step * minute + hour / 2);
    expect((await saved()).watermark).toBe(state.serverAt);
  }
  rows.push(connect(t0 - 3 * minute, { VisibleAt: new Date(t0 + 2.5 * minute).toISOString() }));
  state.serverAt = t0 + 3 * minute;
  await poller.pollOnce(t0 + 3 * minute);
  expect(findings).toHaveLength(1);
});

test('when the sink cannot save, the poll rejects and the watermark stays', async () => {
  const { rows, poller, saved, state } = world();
  await poller.pollOnce(t0);
  rows.push(connect(t0 - 4 * minute));
  state.sinkFails = true;
  await expect(poller.pollOnce(t0 + minute)).rejects.toThrow('disk full');
  expect((await saved()).watermark).toBe(t0);
});

test('a table that does not answer never holds an alert back', async () => {
  const { rows, poller, state, findings } = world();
  for (const name of ['signins', 'activity', 'risk', 'identity', 'threat', 'life', 'signin-life'])
    state.failingQueries.add(name);
  await poller.pollOnce(t0);
  rows.push(connect(t0 - 4 * minute));
  expect(await poller.pollOnce(t0 + minute)).toMatchObject({ ok: true, findings: 1 });
  expect(findings).toHaveLength(1);
});

test('malformed rows are counted and skipped', async () => {
  const { rows, poller } = world();
  await poller.pollOnce(t0);
  rows.push(connect(t0 - 4 * minute), connect(t0 - 4 * minute, { EventDataId: 'bad', TimeGenerated: 'yesterday' }));
  expect(await poller.pollOnce(t0 + minute)).toMatchObject({ rows: 2, malformed: 1, findings: 1 });
});

test('a related row that becomes visible later raises the session', async () => {
  const { rows, poller, findings } = world();
  await poller.pollOnce(t0);
  rows.push(connect(t0 - 4 * minute));
  await poller.pollOnce(t0 + 2 * minute);
  const operation = {
    OperationNameValue: 'Microsoft.Compute/virtualMachines/extensions/write',
    EventDataId: 'x',
    CorrelationId: 'x',
  };
  rows.push(connect(t0 - 9 * minute, { ...operation, VisibleAt: new Date(t0 + 9 * minute).toISOString() }));
  await poller.pollOnce(t0 + 10 * minute);
  expect(findings.map(({ severity }) => severity)).toEqual(['low', 'high']);
  expect(findings[1]?.session.id).toBe(findings[0]?.session.id);
});

test('a start row alone is told after twenty minutes as unknown', async () => {
  const { rows, poller, findings } = world();
  await poller.pollOnce(t0);
  rows.push(connect(t0 - 4 * minute, { ActivityStatusValue: 'Start' }));
  await poller.pollOnce(t0 + minute);
  expect(findings).toHaveLength(0);
  await poller.pollOnce(t0 + 21 * minute);
  expect(findings[0]?.session.outcome).toBe('unknown');
});

describe('an operation that is an alert without any console use', () => {
  const target = '/subscriptions/s1/providers/Microsoft.Insights/diagnosticSettings/to-sentinel';
  const deleted = (at: number, id: string, changes: Record<string, unknown> = {}) =>
    connect(at, {
      CorrelationId: id,
      EventDataId: `${id}/${changes.ActivityStatusValue ?? 'Success'}`,
      OperationNameValue: 'Microsoft.Insights/diagnosticSettings/delete',
      _ResourceId: target,
      ...changes,
    });

  test('is found once in overlapping polls, with its duplicates, two days late, and is never learned', async () => {
    const { rows, poller, findings, profile } = world();
    await poller.pollOnce(t0);
    const visible = { VisibleAt: new Date(t0 + minute).toISOString() };
    const late = t0 - 47 * hour;
    rows.push(deleted(late, 'd1', { ...visible, ActivityStatusValue: 'Start' }), deleted(late, 'd1', visible));
    rows.push(deleted(late, 'd1', { VisibleAt: new Date(t0 + 3 * minute).toISOString(), EventDataId: 'copy' }));
    for (let step = 1; step <= 30; step += 1) await poller.pollOnce(t0 + step * minute);
    await poller.pollOnce(t0 + day + hour);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      severity: 'high',
      hard: true,
      session: { kind: 'operation', target, startedAt: late, correlationIds: ['d1'], sourceIps: ['84.100.7.10'] },
      context: { around: [], frequency: { sessionsLastDay: 0, machinesLastDay: 0 } },
    });
    expect(await profile()).toBeUndefined();
  });

  test('waits for its end row, and for no longer than twenty minutes; refused, it did nothing', async () => {
    const { rows, poller, findings } = world();
    await poller.pollOnce(t0);
    rows.push(deleted(t0 - 4 * minute, 'd1', { ActivityStatusValue: 'Start' }));
    rows.push(deleted(t0 - 4 * minute, 'd2', { ActivityStatusValue: 'Start' }));
    for (let step = 1; step <= 10; step += 1) await poller.pollOnce(t0 + step * minute);
    rows.push(
      deleted(t0 - 4 * minute, 'd2', {
        ActivityStatusValue: 'Failure',
        VisibleAt: new Date(t0 + 10.5 * minute).toISOString(),
      }),
    );
    for (let step = 11; step <= 20; step += 1) await poller.pollOnce(t0 + step * minute);
    expect(findings).toEqual([]);
    for (let step = 21; step <= 25; step += 1) await poller.pollOnce(t0 + step * minute);
    expect(new Set(findings.map(({ session }) => `${session.correlationIds} ${session.outcome}`))).toEqual(
      new Set(['d1 unknown']),
    );
  });
});

describe('learning', () => {
  const later = t0 + day + hour;

  test('a quiet session is learned after a day', async () => {
    const { rows, poller, profile } = world();
    await poller.pollOnce(t0);
    rows.push(connect(t0 - 4 * minute));
    await poller.pollOnce(t0 + minute);
    expect(await profile()).toBeUndefined();
    await poller.pollOnce(later);
    expect(Object.keys((await profile())?.useDays ?? {})).toHaveLength(1);
  });

  test('from every address it was used and judged from, as one session', async () => {
    const { rows, poller, store } = world();
    await poller.pollOnce(t0);
    rows.push(connect(t0 - 5 * minute), connect(t0 - 4 * minute, { Ip: '84.100.9.9' }));
    rows.push(connect(t0 - 3 * minute, { Ip: '203.0.113.9', Country: 'Netherlands' }));
    rows.push(connect(t0 - 2 * minute, { Ip: '198.51.100.9', Country: 'Brazil', ActivityStatusValue: 'Failure' }));
    await poller.pollOnce(t0 + 4 * minute);
    await poller.pollOnce(later);
    const found = (await store.documents(tx, ['who:rob@contoso.com'])).get('who:rob@contoso.com') as Profile;
    expect(Object.keys(found.use.network)).toEqual(['84.100.0.0/16', '203.0.0.0/16']);
    expect(Object.keys(found.use.country)).toEqual(['DE', 'NL']);
    expect(Object.values(found.useDays)).toEqual([[1, 1]]);
  });

  test('failures are not', async () => {
    const { rows, poller, profile } = world();
    await poller.pollOnce(t0);
    rows.push(connect(t0 - 4 * minute, { ActivityStatusValue: 'Failure', ActivitySubstatusValue: 'Conflict' }));
    await poller.pollOnce(t0 + minute);
    await poller.pollOnce(later);
    expect(await profile()).toBeUndefined();
  });

  test('a quiet one under a mute is not', async () => {
    const { rows, poller, profile, muted } = world();
    await poller.pollOnce(t0);
    rows.push(connect(t0 - 4 * minute));
    muted.add(`c${t0 - 4 * minute}`);
    await poller.pollOnce(t0 + minute);
    await poller.pollOnce(later);
    expect(await profile()).toBeUndefined();
  });

  test('a loud one only after a benign verdict; a malicious one takes it back', async () => {
    const { rows, poller, profile, other, verdicts, findings } = world();
    other.set('threat', [{ Ip: '84.100.7.10', Confidence: 80, Source: 'feed', ValidUntil: null }]);
    await poller.pollOnce(t0);
    rows.push(connect(t0 - 4 * minute));
    await poller.pollOnce(t0 + minute);
    expect(findings[0]?.severity).toMatch(/high|critical/);
    await poller.pollOnce(later);
    expect(await profile()).toBeUndefined();
    const sessionId = findings[0]?.session.id ?? '';
    verdicts.push({ sessionId, verdict: 'benign', at: later + minute });
    await poller.pollOnce(later + 2 * minute);
    expect(Object.keys((await profile())?.use.country ?? {})).toEqual(['DE']);
    verdicts.push({ sessionId, verdict: 'malicious', at: later + 3 * minute });
    await poller.pollOnce(later + 4 * minute);
    expect((await profile())?.use.country).toEqual({});
  });
});

test('the first start learns ninety days of life and console use without raising anything', async () => {
  const { rows, other, poller, findings, profile, saved, asked } = world({ bootstrap: true });
  for (let back = 80; back > 2; back -= 20) rows.push(connect(t0 - back * day));
  other.set('life', [
    {
      Principal: 'rob@contoso.com',
      Ip: '84.100.7.10',
      Day: new Date(t0 - 30 * day).toISOString(),
      Country: 'DE',
      Hours: [9],
      Machines: [],
      Subscriptions: ['s1'],
    },
  ]);
  await poller.pollOnce(t0);
  expect(findings).toEqual([]);
  expect(Object.keys((await profile())?.useDays ?? {})).toHaveLength(4);
  expect((await saved()).watermark).toBe(t0);
  expect(asked.filter(({ name }) => name === 'life').length).toBeGreaterThan(10);
});

test('a subscription that falls silent is told, and told again when it speaks', async () => {
  const { other, poller, sights, store } = world({ watchSilence: true });
  const silent = async () => (await readWatched(store, tx, [])).subscriptions.map((one) => [one.id, one.silent]);
  for (let step = 0; step < 12; step += 1) {
    other.set('pulse', [{ Subscription: 's1', LastAt: new Date(t0 + step * hour - minute).toISOString() }]);
    await poller.pollOnce(t0 + step * hour);
  }
  other.set('pulse', []);
  for (let step = 12; step < 17; step += 1) await poller.pollOnce(t0 + step * hour);
  expect(sights).toEqual([
    { kind: 'blind', since: t0 + 11 * hour - minute, reason: 'no-activity', subscriptionId: 's1' },
  ]);
  expect(await silent()).toEqual([['s1', true]]);
  other.set('pulse', [{ Subscription: 's1', LastAt: new Date(t0 + 17 * hour).toISOString() }]);
  await poller.pollOnce(t0 + 17 * hour);
  expect(sights.at(-1)).toMatchObject({ kind: 'caught-up', subscriptionId: 's1', blindSince: t0 + 11 * hour - minute });
  expect(await silent()).toEqual([['s1', false]]);
});
