import { readTokenFacts } from '../../../azure/token-facts';
import { connectAction } from '../../../review/access/actions';
import { privilegedRoles, roleGuid, roles } from '../../../review/access/well-known-roles';
import { refusedFinding } from '../azure-finding';
import { bad, type Finding, good, unknown, warning } from '../finding';
import type { Check, Patient } from '../patient';
import { describeHolding, grants, type Holding, withRoles } from '../rights';
import { subscriptionsOf } from '../subscriptions';

const name = 'writer rights';
const remedy = 'Take it away and assign the role of infra/roles/writer.json with its condition instead.';
const assign = 'Microsoft.Authorization/roleAssignments/write';
const remove = 'Microsoft.Authorization/roleAssignments/delete';

/** A hijacked bot can do what its writer may do: no more than the changes a review proposes, and never the console itself. */
export const writerRights: Check = {
  name,
  async run(patient: Patient) {
    const { config, azure, writer } = patient;
    if (writer === undefined) return [good(name, 'none: no writer is configured')];
    const { objectId } = await readTokenFacts(writer, config.azure.arm).then((facts) => (facts.ok ? facts.value : {}));
    if (objectId === undefined)
      return [unknown(name, 'the writer has no token that says who it is', 'Mend its credentials first.')];
    const lines: Finding[] = [];
    for (const id of (await subscriptionsOf(patient)) ?? []) {
      const held = await azure.reader.assignmentsOf(id, objectId);
      if (held.ok) lines.push(...judge(id, await withRoles(azure.reader, held.value)));
      else
        lines.push(
          refusedFinding(
            name,
            `what it holds in subscription ${id} cannot be read`,
            held,
            'Mend the RBAC reads first.',
          ),
        );
    }
    return lines;
  },
};

function judge(subscriptionId: string, holdings: readonly Holding[]): readonly Finding[] {
  const lines = holdings.flatMap((holding) => tooWide(holding) ?? []);
  const wide = lines.some(({ state }) => state === 'bad');
  const missing = [remove, assign].filter((action) => !holdings.some((holding) => grants(holding, action)));
  if (missing.length > 0) {
    const says = `it may not ${missing.map((action) => action.split('/').slice(-2).join('/')).join(' nor ')} in subscription ${subscriptionId}: approved changes will fail`;
    lines.push(bad(name, says, 'Assign it the role of infra/roles/writer.json on the subscription.'));
  }
  return wide || missing.length > 0 || lines.length > 0
    ? lines
    : [
        good(
          name,
          `enough and no more in subscription ${subscriptionId} (${holdings.map(({ role }) => role?.roleName).join(', ')})`,
        ),
      ];
}

/** What is wrong with one role the writer holds; undefined when nothing is. */
function tooWide(holding: Holding): Finding | undefined {
  const { assignment, role } = holding;
  const what = describeHolding(holding);
  const guid = roleGuid(assignment.roleDefinitionId);
  const bound = /RoleDefinitionId/i.test(assignment.condition ?? '');
  if (role === undefined) return unknown(name, `${what}: what it allows cannot be read`, remedy);
  if (role.permissions.some(({ actions }) => actions.includes('*')))
    return bad(name, `${what} allows everything`, remedy);
  if (privilegedRoles.has(guid) && !(guid === roles.rbacAdministrator && bound))
    return bad(name, `${what} may give any role to anybody`, remedy);
  if (grants(holding, connectAction)) return bad(name, `${what} opens the Serial Console itself`, remedy);
  if (grants(holding, 'Microsoft.Authorization/roleDefinitions/write'))
    return bad(name, `${what} may rewrite roles, and with them its own`, remedy);
  if (grants(holding, assign) && !bound)
    return bad(name, `${what} may give any role to anybody: its assignment has no condition on roles`, remedy);
  if (guid === roles.rbacAdministrator)
    return warning(name, `${what}, bound by a condition, still allows more than the writer needs`, remedy);
  return undefined;
}
