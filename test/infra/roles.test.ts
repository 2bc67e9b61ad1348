import { connectAction } from '../../src/review/access/actions';
import { roleGrants } from '../../src/review/access/role-grants';
import { privilegedRoles, roles } from '../../src/review/access/well-known-roles';
import { curatedRoles } from '../../src/review/proposal/facts';
import { role, rolesIn, template } from './template';

const writers = ['writer', 'writer-restores-contributor'] as const;
const conditionOf = (name: (typeof writers)[number]) => role(name).assignment?.condition ?? '';
const may = (name: string, action: string) =>
  roleGrants({ permissions: [...role(name).definition.permissions] }, action);

describe('the reader', () => {
  it.each([
    'Microsoft.Authorization/roleAssignments/read',
    'Microsoft.Authorization/roleEligibilityScheduleInstances/read',
    'Microsoft.Authorization/denyAssignments/read',
    'Microsoft.Authorization/locks/read',
    'Microsoft.Compute/virtualMachines/read',
    'Microsoft.SerialConsole/consoleServices/read',
  ])('may %s', (action) => {
    expect(may('reader', action)).toBe('yes');
  });

  it('has no action that is not a read', () => {
    const actions = role('reader').definition.permissions.flatMap((entry) => entry.actions);
    expect(actions.filter((action) => !action.endsWith('/read'))).toEqual([]);
  });
});

describe.each(writers)('roles/%s.json', (name) => {
  it('never opens a console, rewrites a role or asks PIM for one', () => {
    expect(may(name, connectAction)).toBe('no');
    expect(may(name, 'Microsoft.Authorization/roleDefinitions/write')).toBe('no');
    // No condition on an assignment binds these two: with them the writer could make itself Owner.
    expect(may(name, 'Microsoft.Authorization/roleAssignmentScheduleRequests/write')).toBe('no');
    expect(may(name, 'Microsoft.Authorization/roleEligibilityScheduleRequests/write')).toBe('no');
  });

  it('names no action with a wildcard', () => {
    const actions = role(name).definition.permissions.flatMap((entry) => entry.actions);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('reaches no role that hands out rights, in either direction', () => {
    for (const action of ['write', 'delete'] as const)
      expect(rolesIn(conditionOf(name), action).filter((guid) => privilegedRoles.has(guid))).toEqual([]);
  });

  it('may take back whatever it may give', () => {
    const given = rolesIn(conditionOf(name), 'write');
    expect(given).toEqual(expect.arrayContaining([...curatedRoles]));
    expect(rolesIn(conditionOf(name), 'delete')).toEqual(expect.arrayContaining([...given]));
  });

  it('is bound on what is asked for when it writes, on what is there when it deletes', () => {
    expect(role(name).assignment?.conditionVersion).toBe('2.0');
    expect(conditionOf(name)).toMatch(/roleAssignments\/write'\}\)\) OR \(@Request\[/);
    expect(conditionOf(name)).toMatch(/roleAssignments\/delete'\}\)\) OR \(@Resource\[/);
  });
});

it('removes Contributor, and restores it only under the second definition', () => {
  for (const name of writers) expect(rolesIn(conditionOf(name), 'delete')).toContain(roles.contributor);
  expect(rolesIn(conditionOf('writer'), 'write')).not.toContain(roles.contributor);
  expect(rolesIn(conditionOf('writer-restores-contributor'), 'write')).toContain(roles.contributor);
});

it('is deployed by infra/access.json as the files say', () => {
  const { resources, variables = {} } = template('access');
  const deployed = resources
    .filter(({ type }) => type === 'Microsoft.Authorization/roleDefinitions')
    .map(({ properties }) => properties as { permissions: unknown });
  expect(deployed.map(({ permissions }) => permissions)).toEqual([
    role('reader').definition.permissions,
    role('writer').definition.permissions,
  ]);
  expect(variables.conditionRemovesContributor).toBe(conditionOf('writer'));
  expect(variables.conditionRestoresContributor).toBe(conditionOf('writer-restores-contributor'));
});
