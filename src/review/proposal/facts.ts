import { subscriptionOf } from '../../core/resource-id';
import { roleDefinitionIdAt, roleGuid, roles } from '../access/well-known-roles';
import type { Definitions } from '../exposure/definitions';
import type { Exposure } from '../exposure/exposure';
import { mapLimited } from '../exposure/limited';
import type { Directory, RbacReader } from '../ports';
import type { Lock, RoleDefinition } from '../rbac';

/** What a proposal rests on beside the exposure. A missing map entry means "not read", and the item says so. */
export interface ProposalFacts {
  /** Machines by subscription (lower case). */
  readonly machines: ReadonlyMap<string, readonly string[]>;
  readonly locks: ReadonlyMap<string, readonly Lock[]>;
  /** Definitions by GUID: those held and the curated smaller ones. */
  readonly roles: ReadonlyMap<string, RoleDefinition>;
  /** Owners' names by group id. */
  readonly groupOwners: ReadonlyMap<string, readonly string[]>;
}

/** Smaller roles, smallest first. Ranking all built-in roles by size recommends odd service roles, so the list is curated. */
export const curatedRoles = [roles.reader, roles.powerOnOff, roles.vmContributor] as const;

/** Reads machines and locks once per subscription, the held and the curated definitions, and the owners of granting groups. */
export async function readFacts(
  ports: { readonly reader: RbacReader; readonly directory: Directory; readonly definitions: Definitions },
  exposure: Exposure,
): Promise<ProposalFacts> {
  const scopes = [...exposure.paths.map(({ scope }) => scope), ...exposure.machines];
  const subscriptions = [...new Set(scopes.flatMap((scope) => subscriptionOf(scope) ?? []))];
  const first = subscriptions[0];
  const wanted = new Set(exposure.paths.map(({ role }) => role.id));
  if (first !== undefined)
    for (const guid of curatedRoles) wanted.add(roleDefinitionIdAt(`/subscriptions/${first}`, guid));
  const groups = [...new Set(exposure.paths.filter(({ via }) => via === 'group').map(({ holder }) => holder.id))];
  const [machines, locks, definitions, owners] = await Promise.all([
    mapLimited(subscriptions, 4, async (id) => [id, await ports.reader.machines(id)] as const),
    mapLimited(subscriptions, 4, async (id) => [id, await ports.reader.locks(id)] as const),
    mapLimited([...wanted], 4, (id) => ports.definitions.lookup(id)),
    mapLimited(groups, 4, async (id) => [id, await ports.directory.owners(id)] as const),
  ]);
  return {
    machines: new Map(machines.flatMap(([id, answer]) => (answer.ok ? [[id, answer.value]] : []))),
    locks: new Map(locks.flatMap(([id, answer]) => (answer.ok ? [[id, answer.value]] : []))),
    roles: new Map(
      definitions.flatMap((found) => (found.kind === 'known' ? [[roleGuid(found.role.id), found.role]] : [])),
    ),
    groupOwners: new Map(
      owners.flatMap(([id, answer]) =>
        answer.ok ? [[id, answer.value.map(({ displayName }) => displayName)] as const] : [],
      ),
    ),
  };
}
