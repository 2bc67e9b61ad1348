import type { AzureOutcome } from '../azure-outcome';
import { sameGrant } from '../exposure/holdings';
import type { RbacReader } from '../ports';
import type { PimInstance } from '../rbac';

/** The instance as it is now: by id, else the one of the same kind, role, scope and principal; undefined when there is none. */
export async function findPim(
  reader: RbacReader,
  { kind, scope, principalId, id, ...rest }: PimInstance,
): Promise<AzureOutcome<PimInstance | undefined>> {
  const listed = await reader.pimInstances(kind, scope, principalId);
  if (!listed.ok) return listed;
  const wanted = { scope, principalId, roleDefinitionId: rest.roleDefinitionId };
  const found =
    listed.value.find((instance) => instance.id.toLowerCase() === id.toLowerCase()) ??
    listed.value.find((instance) => sameGrant(instance, wanted));
  return { ...listed, value: found };
}
