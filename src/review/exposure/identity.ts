import type { Identity } from '../access/deny';
import type { Directory } from '../ports';
import type { MachineReading } from './read-machine';

/**
 * The ids under which deny assignments may name a principal. Groups that hold roles listed for it are known to contain it; for the other
 * groups a deny names, Graph is asked, and only then.
 */
export async function identityOn(directory: Directory, objectId: string, reading: MachineReading): Promise<Identity> {
  const holders = [...reading.assignments, ...reading.active, ...reading.eligible]
    .filter(({ principalType }) => /group/i.test(principalType))
    .map(({ principalId }) => principalId.toLowerCase());
  const ids = new Set([objectId.toLowerCase(), ...holders]);
  const named = reading.denies
    .flatMap(({ principals, excludePrincipals }) => [...principals, ...excludePrincipals])
    .filter(({ id, type }) => /group/i.test(type) && !ids.has(id.toLowerCase()))
    .map(({ id }) => id.toLowerCase());
  if (named.length === 0) return { ids, groupsKnown: true };
  const member = await directory.memberGroups(objectId, [...new Set(named)]);
  if (!member.ok) return { ids, groupsKnown: false };
  return { ids: new Set([...ids, ...member.value.map((id) => id.toLowerCase())]), groupsKnown: true };
}
