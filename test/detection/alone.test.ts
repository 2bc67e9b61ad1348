import { defaultPolicy, type Policy } from '../../src/core/policy';
import { loneSignal } from '../../src/detection/alone';
import { calmSituation, type Situation } from '../../src/detection/history';
import { viewPolicy } from '../../src/detection/policy-view';
import type { Related } from '../../src/detection/related';
import { hour, minute, rob, t0 } from './facts-builder';

const eva = { objectId: 'e0000000-0000-4000-8000-000000000001', displayName: 'eva@contoso.com', type: 'user' as const };
const bot = 'b0000000-0000-4000-8000-000000000001';
const ownAssignment = 'c0000000-0000-4000-8000-000000000001';
const assignment = (name: string) => `/subscriptions/s1/providers/Microsoft.Authorization/roleAssignments/${name}`;
const setting = '/subscriptions/s1/providers/Microsoft.Insights/diagnosticSettings/to-sentinel';

function operation(changes: Partial<Related>): Related {
  return {
    id: 'r1',
    at: t0,
    operation: 'microsoft.authorization/roleassignments/write',
    kind: 'role-assignment',
    outcome: 'done',
    caller: eva.objectId,
    callerName: eva.displayName,
    target: assignment('x'),
    subscriptionId: 's1',
    ip: '203.0.113.4',
    alone: { correlationId: 'r1', visibleAt: t0 + 5 * minute, callerType: 'user' },
    ...changes,
  };
}

const signal = (changes: Partial<Related>, situation: Partial<Situation> = {}, policy: Partial<Policy> = {}) => {
  const found = loneSignal({
    operation: operation(changes),
    situation: { ...calmSituation, ownIdentities: [bot], ownAssignments: [ownAssignment], ...situation },
    policy: viewPolicy({ ...defaultPolicy, ...policy }),
  });
  return found && { about: found.principal.displayName, code: found.reason.code, text: found.reason.text };
};

const contained = { contained: [{ objectId: rob.objectId, principal: rob, at: t0 - hour, by: 'R-1' }] };
const grant = { principalId: rob.objectId, scope: '/subscriptions/s1/resourceGroups/web' };

describe('a role written for somebody who is contained', () => {
  test('is about whom it was written for, and says who wrote it from where', () => {
    expect(signal({ grant }, contained)).toEqual({
      about: 'rob@contoso.com',
      code: 'role-for-contained',
      text: '60 min after R-1 had contained it, eva@contoso.com wrote a role on resource group web for it; from 203.0.113.4',
    });
  });

  test('judged malicious counts alike; before that, for others and by the bot itself it is nobody’s alert', () => {
    const malicious = [{ objectId: rob.objectId, principal: rob, at: t0 - hour, by: 'A-7' }];
    expect(signal({ grant }, { malicious })?.text).toMatch(/^60 min after A-7 had been judged malicious, eva/);
    expect(signal({ grant, at: t0 - 2 * hour }, contained)).toBeUndefined();
    expect(signal({ grant: { ...grant, principalId: eva.objectId } }, contained)).toBeUndefined();
    expect(signal({ grant, caller: bot }, contained)).toBeUndefined();
  });

  test('activating one’s own eligibility is no way round it', () => {
    const own = { kind: 'role-activation', caller: rob.objectId, callerName: rob.displayName } as const;
    expect(signal(own, contained)?.text).toBe('60 min after R-1 had contained it, this principal activated a role');
    expect(signal(own)).toBeUndefined();
  });

  test('elevateAccess by them', () => {
    const own = { kind: 'elevate-access', caller: rob.objectId, callerName: rob.displayName } as const;
    expect(signal(own, contained)).toMatchObject({ about: 'rob@contoso.com', code: 'elevated-while-contained' });
    expect(signal(own)).toBeUndefined();
  });
});

test('the console switched on again by anybody but the bot, after the bot had switched it off', () => {
  const switchedOff = [{ subscriptionId: 's1', at: t0 - hour }];
  const on = { kind: 'console-enabled' } as const;
  expect(signal(on, { switchedOff })).toMatchObject({ about: 'eva@contoso.com', code: 'console-switched-back-on' });
  expect(signal({ ...on, caller: bot }, { switchedOff })).toBeUndefined();
  expect(signal({ ...on, at: t0 - 2 * hour }, { switchedOff })).toBeUndefined();
  expect(signal(on)).toBeUndefined();
});

describe('the Activity log’s diagnostic setting', () => {
  const setBy = (name: string, target = setting) =>
    ({ kind: 'diagnostic-setting', operation: `microsoft.insights/diagnosticsettings/${name}`, target }) as const;

  test('deleted or changed; a management group’s alike; a resource’s own is another matter', () => {
    expect(signal(setBy('delete'))?.code).toBe('logging-removed');
    expect(signal(setBy('write'))?.code).toBe('logging-changed');
    const group =
      '/providers/Microsoft.Management/managementGroups/corp/providers/Microsoft.Insights/diagnosticSettings/a';
    expect(signal(setBy('delete', group))?.code).toBe('logging-removed');
    const vault = '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv';
    expect(signal(setBy('delete', `${vault}${setting.slice('/subscriptions/s1'.length)}`))).toBeUndefined();
  });

  test('whoever deploys settings by an expected entry may change them, not delete them', () => {
    const expectedPrincipals = [{ objectId: eva.objectId, reason: 'deploys settings' }];
    expect(signal(setBy('write'), {}, { expectedPrincipals })).toBeUndefined();
    expect(signal(setBy('delete'), {}, { expectedPrincipals })?.code).toBe('logging-removed');
  });
});

describe('the bot’s own rights', () => {
  const removal = { kind: 'role-removal', operation: 'microsoft.authorization/roleassignments/delete' } as const;

  test('a deletion is known by the assignment’s name, or by the principal where the row tells it', () => {
    expect(signal({ ...removal, target: assignment(ownAssignment.toUpperCase()) })?.code).toBe('own-rights-removed');
    expect(signal({ ...removal, grant: { principalId: bot, scope: '/' } })?.code).toBe('own-rights-removed');
    expect(signal(removal)).toBeUndefined();
    expect(signal({ ...removal, grant })).toBeUndefined();
  });

  test('a role written for the bot is a change too', () =>
    expect(signal({ grant: { ...grant, principalId: bot } })?.code).toBe('own-rights-changed'));
});
