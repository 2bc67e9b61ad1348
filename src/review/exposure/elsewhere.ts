import { isWithin } from '../../core/resource-id';
import type { HeldElsewhere, NotRead } from './exposure';
import { mapLimited } from './limited';
import type { ExposurePorts } from './read-exposure';

/** Everything else the principal holds in the readable subscriptions: "Owner on 2 more". One call a subscription. */
export async function readElsewhere(
  { reader, definitions }: Pick<ExposurePorts, 'reader' | 'definitions'>,
  principalId: string,
  subscriptions: readonly string[],
  machines: readonly string[],
): Promise<{ readonly held: readonly HeldElsewhere[]; readonly notRead: readonly NotRead[] }> {
  const lists = await mapLimited(subscriptions, 4, (id) => reader.assignmentsOf(id, principalId));
  const refused = lists.find((list) => !list.ok);
  const assignments = new Map(
    lists
      .flatMap((list) => (list.ok ? list.value : []))
      .filter(({ scope }) => !/^\/($|providers\/microsoft\.management\/)/i.test(scope))
      .filter(({ scope }) => !machines.some((machine) => isWithin(machine, scope)))
      .map((assignment) => [assignment.id.toLowerCase(), assignment] as const),
  );
  const held = await mapLimited([...assignments.values()], 4, async (assignment): Promise<HeldElsewhere> => {
    const lookup = await definitions.lookup(assignment.roleDefinitionId);
    return {
      role: lookup.kind === 'known' ? lookup.role.roleName : 'unknown role',
      scope: assignment.scope,
      via: /group/i.test(assignment.principalType) ? 'group' : 'direct',
    };
  });
  return { held, notRead: refused && !refused.ok ? [{ what: 'elsewhere', why: refused.message }] : [] };
}
