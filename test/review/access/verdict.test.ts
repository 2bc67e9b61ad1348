import { type Held, judge, type Target } from '../../../src/review/access/verdict';
import type { DenyAssignment, RoleDefinition } from '../../../src/review/rbac';
import * as known from '../support/roles';
import { opsAdmins, rg, rob, sub, vm1 } from '../support/world';

const allRights = { read: true, write: true };
const everyone = { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' };
const bot = 'dddddddd-0000-4000-8000-00000000000b';

function target(parts: Partial<Target> = {}): Target {
  return {
    machineId: vm1,
    ancestors: [],
    denies: [],
    identity: { ids: new Set([rob.objectId]), groupsKnown: true },
    ...parts,
  };
}

function deny(parts: Partial<DenyAssignment> = {}): DenyAssignment {
  return {
    id: 'deny-1',
    name: 'System deny assignment created by managed application app1',
    scope: rg,
    permissions: [{ actions: ['*'], notActions: ['*/read'] }],
    principals: [everyone],
    excludePrincipals: [],
    doNotApplyToChildScopes: false,
    isSystemProtected: true,
    ...parts,
  };
}

function verdict(
  role: RoleDefinition | undefined,
  scope: string,
  parts: Partial<Target> = {},
  held: Partial<Held> = {},
) {
  return judge({ scope, role, ...held }, target(parts), allRights).verdict;
}

describe('the thirteen cases', () => {
  it('1. Reader cannot connect', () => expect(verdict(known.reader, rg)).toBe('no'));

  it('2. VM Contributor on the resource group in other letter case can', () =>
    expect(verdict(known.vmContributor, rg.toUpperCase())).toBe('can-connect'));

  it('3. a grant to a group counts for its member', () => {
    const identity = { ids: new Set([rob.objectId, opsAdmins]), groupsKnown: true };
    expect(verdict(known.contributor, `/subscriptions/${sub}`, { identity })).toBe('can-connect');
  });

  it('4. RG1 does not cover RG10', () => {
    const machineId = `/subscriptions/${sub}/resourceGroups/RG10/providers/Microsoft.Compute/virtualMachines/a`;
    expect(verdict(known.owner, `/subscriptions/${sub}/resourceGroups/RG1`, { machineId })).toBe('no');
  });

  it('5. a management group counts only when it is above the subscription', () => {
    const group = '/providers/Microsoft.Management/managementGroups/Corp';
    expect(verdict(known.contributor, group, { ancestors: [group.toLowerCase()] })).toBe('can-connect');
    expect(
      verdict(known.contributor, group, { ancestors: ['/providers/Microsoft.Management/managementGroups/corp2'] }),
    ).toBe('no');
  });

  it('6. the root scope covers everything', () => expect(verdict(known.vmContributor, '/')).toBe('can-connect'));

  it('7. a system deny stops everyone but those it excludes', () => {
    const denies = [deny({ excludePrincipals: [{ id: bot, type: 'ServicePrincipal' }] })];
    expect(verdict(known.contributor, rg, { denies })).toBe('no');
    const identity = { ids: new Set([bot]), groupsKnown: true };
    expect(verdict(known.contributor, rg, { denies, identity })).toBe('can-connect');
  });

  it('8. a deny that does not apply to child scopes leaves the machine open', () =>
    expect(verdict(known.contributor, rg, { denies: [deny({ doNotApplyToChildScopes: true })] })).toBe('can-connect'));

  it('9. an unknown definition is unknown, never no', () => expect(verdict(undefined, rg)).toBe('unknown'));

  it('10. a condition is shown and treated as granting', () => {
    const held: Held = { scope: rg, role: known.vmContributor, condition: "@Resource[x] StringEquals 'y'" };
    expect(judge(held, target(), allRights)).toMatchObject({ verdict: 'can-connect', conditional: true });
  });

  it('11. a NotAction in one entry does not take away what another entry grants', () => {
    const role: RoleDefinition = {
      ...known.contributor,
      permissions: [
        { actions: ['*'], notActions: ['Microsoft.SerialConsole/*'] },
        { actions: ['Microsoft.SerialConsole/serialPorts/connect/action'], notActions: [] },
      ],
    };
    expect(verdict(role, rg)).toBe('can-connect');
  });

  it('12. Contributor without the console provider has equivalent control only', () => {
    const role = known.role('x', 'No console', ['*'], ['Microsoft.SerialConsole/*', 'Microsoft.Authorization/*'], true);
    expect(verdict(role, rg)).toBe('equivalent-control');
  });

  it('13. a role eligible in PIM can be obtained', () =>
    expect(verdict(known.vmContributor, rg, {}, { eligible: true })).toBe('can-obtain'));
});

describe('verdicts beyond them', () => {
  it('is likely when the side rights are missing', () => {
    const role = known.role('x', 'Console only', ['Microsoft.SerialConsole/serialPorts/connect/action'], [], true);
    expect(judge({ scope: rg, role }, target(), { read: true, write: false }).verdict).toBe('likely');
  });

  it('can obtain with the right to assign roles', () =>
    expect(verdict(known.userAccessAdministrator, rg)).toBe('can-obtain'));

  it('a built-in role that may assign only what its own condition names cannot hand out the console', () => {
    const permissions = [
      { actions: ['Microsoft.Authorization/roleAssignments/write'], notActions: [], condition: 'x' },
    ];
    expect(verdict({ ...known.reader, permissions }, rg)).toBe('no');
    expect(verdict({ ...known.reader, permissions, roleType: 'CustomRole' }, rg)).toBe('can-obtain');
  });

  it('works for scale-set instances', () => {
    const machineId = `${rg}/providers/Microsoft.Compute/virtualMachineScaleSets/ss/virtualMachines/3`;
    expect(
      verdict(known.vmContributor, `${rg}/providers/Microsoft.Compute/virtualMachineScaleSets/ss`, { machineId }),
    ).toBe('can-connect');
  });

  it('names the deny that blocks', () => {
    const judged = judge({ scope: rg, role: known.vmContributor }, target({ denies: [deny()] }), allRights);
    expect(judged.deniedBy).toContain('managed application');
  });

  it('does not count a deny on a group that could not be resolved as protection', () => {
    const denies = [deny({ principals: [{ id: opsAdmins, type: 'Group' }] })];
    const identity = { ids: new Set([rob.objectId]), groupsKnown: false };
    const judged = judge({ scope: rg, role: known.vmContributor }, target({ denies, identity }), allRights);
    expect(judged).toMatchObject({ verdict: 'can-connect', unresolvedDenies: [denies[0]?.name] });
  });

  it('an audit-only deny blocks nothing', () =>
    expect(verdict(known.contributor, rg, { denies: [deny({ effect: 'Audit' })] })).toBe('can-connect'));

  it('a management group with unknown ancestors is unknown unless ARM listed the assignment', () => {
    const group = '/providers/Microsoft.Management/managementGroups/corp';
    expect(verdict(known.contributor, group, { ancestors: undefined })).toBe('unknown');
    expect(verdict(known.contributor, group, { ancestors: undefined, listed: true })).toBe('can-connect');
  });
});
