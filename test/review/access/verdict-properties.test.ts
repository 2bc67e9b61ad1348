import fc from 'fast-check';
import { judge, type Verdict } from '../../../src/review/access/verdict';
import type { DenyAssignment, Permission } from '../../../src/review/rbac';

/** A slow, obvious evaluator: scopes as lists of segments, patterns as lists of characters, every rule spelled out once more. */
const connect = 'microsoft.serialconsole/serialports/connect/action';
const machine = '/subscriptions/s/resourcegroups/rg1/providers/microsoft.compute/virtualmachines/vm';
const port = `${machine}/providers/microsoft.serialconsole/serialports/0`;
const chain = ['mg1'];

function slowMatch(pattern: string, action: string): boolean {
  if (pattern === '') return action === '';
  if (pattern[0] === '*')
    return [...Array(action.length + 1).keys()].some((n) => slowMatch(pattern.slice(1), action.slice(n)));
  return action !== '' && pattern[0] === action[0] && slowMatch(pattern.slice(1), action.slice(1));
}

function slowGrants(permissions: readonly Permission[], action: string): boolean {
  for (const { actions, notActions } of permissions) {
    let granted = false;
    for (const pattern of actions) if (slowMatch(pattern.toLowerCase(), action)) granted = true;
    for (const pattern of notActions) if (slowMatch(pattern.toLowerCase(), action)) granted = false;
    if (granted) return true;
  }
  return false;
}

function slowCovers(scope: string, at: string): boolean {
  if (scope === '/') return true;
  const group = /managementGroups\/(.*)$/i.exec(scope)?.[1];
  if (group !== undefined) return chain.includes(group.toLowerCase());
  const outer = scope.toLowerCase().split('/');
  const inner = at.split('/');
  return outer.every((segment, index) => segment === inner[index]);
}

function slowDenied(denies: readonly DenyAssignment[], action: string, at: string, ids: readonly string[]): boolean {
  return denies.some((deny) => {
    const names = (id: string) => id === '00000000-0000-0000-0000-000000000000' || ids.includes(id);
    const named = deny.principals.some(({ id }) => names(id));
    const excluded = deny.excludePrincipals.some(({ id }) => names(id));
    const reaches = deny.doNotApplyToChildScopes ? deny.scope.toLowerCase() === at : slowCovers(deny.scope, at);
    return named && !excluded && reaches && slowGrants(deny.permissions, action);
  });
}

function slowVerdict(
  scope: string,
  permissions: readonly Permission[],
  denies: readonly DenyAssignment[],
  ids: string[],
): Verdict {
  const may = (action: string, at: string) =>
    slowCovers(scope, at) && slowGrants(permissions, action) && !slowDenied(denies, action, at, ids);
  if (!slowCovers(scope, port)) return 'no';
  if (may(connect, port)) return 'can-connect';
  if (may('microsoft.authorization/roleassignments/write', machine)) return 'can-obtain';
  if (may('microsoft.authorization/roledefinitions/write', machine)) return 'can-obtain';
  const control = ['runcommand/action', 'runcommands/write', 'extensions/write'];
  if (control.some((end) => may(`microsoft.compute/virtualmachines/${end}`, machine))) return 'equivalent-control';
  return 'no';
}

const scopes = fc.constantFrom(
  '/',
  '/subscriptions/S',
  '/subscriptions/S/resourceGroups/RG1',
  '/subscriptions/S/resourceGroups/RG',
  '/subscriptions/S/resourceGroups/RG10',
  '/subscriptions/T',
  '/providers/Microsoft.Management/managementGroups/MG1',
  '/providers/Microsoft.Management/managementGroups/MG2',
  machine,
  port,
);
const pattern = fc.constantFrom(
  '*',
  '*/read',
  '*/write',
  '*/action',
  'Microsoft.SerialConsole/*',
  'Microsoft.SerialConsole/serialPorts/connect/action',
  'Microsoft.SerialConsole/*/connect/*',
  'Microsoft.Authorization/*',
  'Microsoft.Authorization/*/write',
  'Microsoft.Compute/virtualMachines/*',
  'Microsoft.Compute/virtualMachines/runCommand/action',
  'Microsoft.Compute/virtualMachines/extensions/*',
);
const permission = fc.record({
  actions: fc.array(pattern, { maxLength: 3 }),
  notActions: fc.array(pattern, { maxLength: 2 }),
});
const principals = fc.array(
  fc.constantFrom('p', 'g', 'other', '00000000-0000-0000-0000-000000000000').map((id) => ({ id, type: 'User' })),
  { maxLength: 2 },
);
const denies = fc.array(
  fc.record({
    id: fc.constant('d'),
    name: fc.constant('d'),
    scope: scopes,
    permissions: fc.array(permission, { minLength: 1, maxLength: 2 }),
    principals,
    excludePrincipals: principals,
    doNotApplyToChildScopes: fc.boolean(),
    isSystemProtected: fc.constant(true),
  }),
  { maxLength: 2 },
);

it('agrees with the slow, obvious evaluator on generated assignments', () => {
  const seen = new Map<Verdict, number>();
  fc.assert(
    fc.property(scopes, fc.array(permission, { maxLength: 3 }), denies, (scope, permissions, deny) => {
      const fast = judge(
        { scope, role: { permissions, roleType: 'CustomRole' } },
        {
          machineId: machine,
          ancestors: ['/providers/Microsoft.Management/managementGroups/mg1'],
          denies: deny,
          identity: { ids: new Set(['p', 'g']), groupsKnown: true },
        },
        { read: true, write: true },
      ).verdict;
      seen.set(fast, (seen.get(fast) ?? 0) + 1);
      expect(fast).toBe(slowVerdict(scope, permissions, deny, ['p', 'g']));
    }),
    { numRuns: 5_000, seed: 4 },
  );
  // The generator must reach every verdict, or the agreement says little.
  expect([...seen.keys()].sort()).toEqual(['can-connect', 'can-obtain', 'equivalent-control', 'no']);
});
