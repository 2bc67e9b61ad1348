import { emptyProfile } from '../../src/detection/baseline/profile';
import { noContext } from '../../src/detection/context/context';
import { calmSituation } from '../../src/detection/history';
import type { Related } from '../../src/detection/related';
import { judge } from '../../src/detection/score';
import {
  dayMs,
  facts,
  home,
  hour,
  minute,
  neighbour,
  rob,
  type Setup,
  settledProfile,
  t0,
  today,
  vm,
} from './facts-builder';

const far = { sourceIps: ['187.10.1.1'], country: 'BR' } as const;
const codes = (setup: Setup) =>
  judge(facts(setup))
    .reasons.filter(({ points }) => points > 0)
    .map(({ code }) => code);
const severity = (setup: Setup) => judge(facts(setup)).severity;

function related(changes: Partial<Related>): Related {
  return {
    id: 'r1',
    at: t0 - 5 * minute,
    operation: 'microsoft.compute/virtualmachines/extensions/write',
    kind: 'extension',
    outcome: 'done',
    caller: rob.objectId,
    callerName: rob.displayName,
    target: vm('vm1'),
    subscriptionId: 's1',
    ...changes,
  };
}

test('settled use of one’s own machine from home has nothing against it', () => {
  const finding = judge(facts());
  expect(finding.reasons.filter(({ points }) => points > 0)).toEqual([]);
  expect(finding).toMatchObject({ severity: 'informational', score: 0, hard: false, triggers: [] });
});

describe('unexpected principal', () => {
  const robot = {
    objectId: '22222222-2222-4222-8222-222222222222',
    displayName: 'deployer',
    type: 'servicePrincipal' as const,
  };

  test('a service principal is high at once', () =>
    expect(judge(facts({ session: { principal: robot } }))).toMatchObject({ severity: 'high', hard: true }));

  test('… not within its entry, but again outside the entry’s network', () => {
    const expectedPrincipals = [{ objectId: robot.objectId, reason: 'nightly', networks: ['84.100.7.0/24'] }];
    expect(codes({ session: { principal: robot }, policy: { expectedPrincipals } })).not.toContain(
      'unexpected-workload-identity',
    );
    expect(codes({ session: { principal: robot, ...far }, policy: { expectedPrincipals } })).toContain(
      'unexpected-workload-identity',
    );
  });

  test('first console use of an active administrator is low', () => {
    const profile = { ...settledProfile(), useDays: {}, use: emptyProfile.use };
    expect(severity({ profile })).toBe('low');
  });

  test('nobody ever saw this account in sixty days: high; from the office it is at most medium', () => {
    expect(codes({ profile: emptyProfile })).toContain('unseen-account');
    expect(codes({ profile: emptyProfile, colleagues: ['a@x', 'b@x'] })).not.toContain('unseen-account');
  });

  test('dormant: back after more than sixty days', () => {
    const profile = { ...emptyProfile, firstDay: today - 85, lastDay: today - 80, lifeDays: [today - 85, today - 80] };
    expect(codes({ profile })).toContain('dormant-account');
  });

  test('newborn by the directory', () => {
    const identities = [{ objectId: rob.objectId, createdAt: t0 - 2 * dayMs }];
    expect(codes({ profile: emptyProfile, history: { context: { ...noContext, identities } } })).toContain(
      'newborn-account',
    );
  });

  test('a role granted by another within the hour is hard; by PIM after the principal’s own request it is nothing', () => {
    const grant = { principalId: rob.objectId, scope: '/subscriptions/s1' };
    const written = related({ kind: 'role-assignment', caller: 'x', callerName: 'eve@contoso.com', grant });
    expect(codes({ history: { related: [written] } })).toContain('just-granted');
    const request = related({ kind: 'role-activation', at: written.at - 20_000 });
    expect(codes({ history: { related: [request, written] } })).not.toContain('just-granted');
    const elsewhere = related({
      kind: 'role-assignment',
      caller: 'x',
      grant: { ...grant, scope: '/subscriptions/s9' },
    });
    expect(codes({ history: { related: [elsewhere] } })).not.toContain('just-granted');
  });

  test('refused on six machines: medium; then let in: high', () => {
    const refused = Array.from({ length: 5 }, (_, index) =>
      neighbour(
        { target: vm(`p${index}`), startedAt: t0 - (index + 1) * minute, outcome: 'failure' },
        { denied: true },
      ),
    );
    const denied = {
      session: { outcome: 'failure' as const, failure: '403' },
      denied: true,
      history: { own: refused },
    };
    expect(severity(denied)).toBe('medium');
    expect(codes({ history: { own: refused } })).toContain('probing-then-success');
  });

  test('a failure because the machine is stopped says nothing', () =>
    expect(severity({ session: { outcome: 'failure', failure: '409' } })).toBe('informational'));

  test('taking over a live session from a new network is hard; between known colleagues it is a hand-over', () => {
    const onMachine = [
      neighbour({
        principal: { ...rob, objectId: 'o2', displayName: 'ann@contoso.com' },
        startedAt: t0 - 5 * minute,
        sourceIps: ['84.99.1.1'],
      }),
    ];
    expect(codes({ session: far, history: { onMachine } })).toContain('session-takeover');
    expect(codes({ history: { onMachine } })).toEqual(['hand-over']);
  });

  test('console switched on by the same principal just before', () => {
    const on = related({
      kind: 'console-enabled',
      operation: 'microsoft.serialconsole/consoleservices/enableconsole/action',
    });
    expect(severity({ history: { related: [on] } })).toBe('high');
    expect(codes({ history: { related: [{ ...on, at: t0 - 10 * hour }] } })).toEqual(['console-enabled-today']);
  });

  test('reset then connect: high on a new machine, low on one’s own', () => {
    expect(severity({ history: { related: [related({})] } })).toBe('low');
    const fresh = { session: { target: vm('vm9') }, history: { related: [related({ target: vm('vm9') })] } };
    expect(severity(fresh)).toBe('high');
    expect(codes({ history: { related: [related({ caller: 'somebody-else' })] } })).toEqual([]);
    expect(codes({ history: { related: [related({ outcome: 'failed' })] } })).toEqual([]);
  });
});

describe('unusual frequency', () => {
  const burst = (count: number, gap: number) =>
    Array.from({ length: count - 1 }, (_, index) =>
      neighbour({ target: vm(`b${index}`), startedAt: t0 - (index + 1) * gap }),
    );

  test('two machines in an hour are work, eight in ten minutes are not', () => {
    expect(codes({ history: { own: burst(2, 10 * minute) } })).toEqual([]);
    expect(severity({ history: { own: burst(8, minute) } })).toBe('medium');
  });

  test('three machines in a quarter of an hour from a new network are hard', () => {
    const own = burst(3, 4 * minute).map((of) => ({ ...of, session: { ...of.session, ...far } }));
    expect(judge(facts({ session: far, history: { own } }))).toMatchObject({ hard: true });
  });

  test('colleagues busy in the same subscription excuse a burst', () => {
    const others = ['ann', 'tom'].map((name, index) =>
      neighbour({
        principal: { ...rob, objectId: name, displayName: `${name}@x` },
        target: vm(`o${index}`),
        startedAt: t0 - minute,
      }),
    );
    const finding = judge(facts({ history: { own: burst(8, minute), inSubscription: others } }));
    expect(finding.reasons.map(({ code }) => code)).toContain('colleagues-busy-too');
    expect(finding.severity).not.toBe('medium');
  });

  test('serial logs of twelve machines', () => {
    const own = Array.from({ length: 11 }, (_, index) =>
      neighbour({ kind: 'boot-diagnostics', target: vm(`b${index}`), startedAt: t0 - index * minute }),
    );
    const sweep: Setup = { session: { kind: 'boot-diagnostics' }, history: { own } };
    expect(severity(sweep)).toBe('medium');
    const habit = { ...settledProfile(), sweepDays: { [today - 1]: 12 } };
    expect(severity({ ...sweep, profile: habit })).toBe('informational');
  });

  test('three nights on a machine not theirs', () => {
    const night = t0 - 8 * hour;
    const own = [1, 2].map((back) => neighbour({ target: vm('fin'), startedAt: night - back * dayMs }));
    expect(severity({ session: { target: vm('fin'), startedAt: night }, history: { own } })).toMatch(/medium|high/);
  });
});

describe('unusual origin', () => {
  test('a new country and its network stay low together', () => {
    const finding = judge(facts({ session: far }));
    expect(finding.reasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['new-country-for-principal', 'new-country-for-tenant', 'new-network-for-principal']),
    );
    expect(finding.severity).toBe('low');
    expect(finding.counterfactual).toBe('would be informational if the country had been seen before');
  });

  test('in the first fortnight only the tenant level weighs', () => {
    expect(codes({ session: far, tenantDays: 5 })).toEqual(['new-country-for-tenant']);
    expect(judge(facts({ session: far, tenantDays: 5 })).learning).toBe(true);
  });

  test('impossible travel to a new network is high', () => {
    const activity = [{ who: rob.displayName, ip: home, from: t0 - hour, to: t0 - 40 * minute, country: 'DE' }];
    expect(severity({ session: far, history: { context: { ...noContext, activity } } })).toMatch(/high|critical/);
  });

  test('never to a neighbouring country', () => {
    const activity = [{ who: rob.displayName, ip: home, from: t0 - hour, to: t0 - 40 * minute, country: 'DE' }];
    const setup: Setup = {
      session: { sourceIps: ['80.10.1.1'], country: 'FR' },
      history: { context: { ...noContext, activity } },
    };
    expect(codes(setup).some((code) => code.startsWith('impossible-travel'))).toBe(false);
  });

  test('a token of one’s own network used from a stranger’s', () => {
    const stolen = { sourceIps: ['45.76.1.1'], country: 'DE', tokenIp: home };
    expect(codes({ session: stolen })).toContain('token-replayed');
    expect(codes({ session: { tokenIp: '84.100.200.1' } })).toEqual([]);
  });

  test('threat intelligence is high even while learning', () => {
    const context = { ...noContext, threats: [{ ip: '187.10.1.1', confidence: 90, source: 'feed' }] };
    expect(severity({ session: far, tenantDays: 2, history: { context } })).toBe('high');
  });

  test('risk that Entra dismissed is none', () => {
    const risk = { at: t0 - hour, objectId: rob.objectId, event: 'anonymizedIPAddress', level: 'high', ip: home };
    expect(codes({ history: { context: { ...noContext, risks: [risk] } } })).toEqual(['risky-user']);
    expect(codes({ history: { context: { ...noContext, risks: [{ ...risk, state: 'dismissed' }] } } })).toEqual([]);
  });

  test('Azure’s own addresses cancel the country and earn no minus', () => {
    const finding = judge(facts({ session: { sourceIps: ['20.50.1.2'], country: 'US' } }));
    expect(finding.reasons.filter(({ points }) => points !== 0)).toEqual([]);
  });

  test('a password alone weighs only against the habit, absence of mfa not at all', () => {
    expect(codes({ session: { mfa: 'no' } })).toEqual(['single-factor']);
    expect(codes({ session: { mfa: 'no' }, profile: { ...settledProfile(), singleFactor: [5, 5] } })).toEqual([]);
    expect(codes({ session: { mfa: 'unknown' } })).toEqual([]);
  });

  test('at night by one’s own hours', () =>
    expect(codes({ session: { startedAt: t0 - 8 * hour } })).toEqual(['off-hours']));
});

describe('what speaks for honest work', () => {
  test('colleagues’ site answers the network, never a hard signal', () => {
    const soft = judge(facts({ session: { ...far }, colleagues: ['a@x', 'b@x', 'c@x'] }));
    expect(soft.honest.join()).toContain('3 colleagues used 187.10.1.0/24');
    const threats = [{ ip: '187.10.1.1' }];
    const hard = judge(
      facts({ session: far, colleagues: ['a@x', 'b@x'], history: { context: { ...noContext, threats } } }),
    );
    expect(hard.score).toBeGreaterThanOrEqual(70);
  });

  test('a declared incident is said even when nothing speaks against', () => {
    const incidents = [{ name: 'bad patch', from: t0 - hour, to: t0 + hour, targets: ['/subscriptions/s1'] }];
    expect(judge(facts({ policy: { incidents } })).honest).toEqual(['under the declared incident “bad patch”']);
  });
});

describe('what people and the bot decided', () => {
  const standing = [{ objectId: rob.objectId, at: t0 - hour, by: 'R-1' }];
  const situation = (more: Partial<Setup['history'] & object>['situation']) => ({
    history: { situation: { ...calmSituation, ...more } },
  });

  test('a contained principal is told from what it did before', () => {
    const held = situation({ ...calmSituation, contained: standing });
    expect(codes(held)).toContain('contained-principal');
    expect(severity(held)).toBe('critical');
    expect(codes(situation({ ...calmSituation, contained: [{ ...standing[0], at: t0 + hour }] as never }))).toEqual([]);
    expect(codes({ ...held, session: { outcome: 'failure' } })).toContain('contained-principal-refused');
  });

  test('an own identity is known by its object id or its application id', () => {
    const own = { ...calmSituation, ownIdentities: [rob.objectId, 'app-1'] };
    expect(codes(situation(own))).toContain('own-identity');
    const stranger = { session: { principal: { ...rob, objectId: 'other' }, client: 'app-1' } };
    expect(codes({ ...situation(own), ...stranger })).toContain('own-identity');
  });

  test('a console switched on again by the bot itself is no breach', () => {
    const on = related({ kind: 'console-enabled', operation: 'enable', caller: 'writer', callerName: 'writer' });
    const off = { ...calmSituation, switchedOff: [{ subscriptionId: 's1', at: t0 - hour }] };
    const judged = (more: object) => codes({ history: { related: [on], situation: { ...off, ...more } } });
    expect(judged({})).toContain('console-switched-back-on');
    expect(judged({ ownIdentities: ['writer'] })).not.toContain('console-switched-back-on');
    expect(judged({ switchedOff: [{ subscriptionId: 's1', at: t0 }] })).not.toContain('console-switched-back-on');
  });
});
