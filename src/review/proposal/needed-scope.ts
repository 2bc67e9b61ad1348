import { parseMachineId } from '../../core/resource-id';
import { resourceGroupScope, sameScope, scopeKind } from '../access/scope';

/**
 * The smallest scope strictly below `scope` that holds every resource in use: one machine, else one resource group. Undefined when the use is
 * spread wider, or lies on the scope itself. The log writes ids in lower case, so casing is taken from `spellings` where they hold the same scope.
 */
export function neededScope(
  scope: string,
  resources: readonly string[],
  spellings: readonly string[],
): string | undefined {
  const single = [...new Set(resources.map((id) => (parseMachineId(id)?.id ?? id).toLowerCase()))];
  const only = single.length === 1 ? single[0] : undefined;
  const machine = only === undefined ? undefined : parseMachineId(only)?.id;
  const groups = new Set(resources.map((id) => resourceGroupScope(id)?.toLowerCase()));
  const group = groups.size === 1 ? [...groups][0] : undefined;
  const found = machine ?? group;
  if (found === undefined || sameScope(found, scope)) return undefined;
  if (scopeKind(scope) === 'resource') return undefined;
  if (machine === undefined && scopeKind(scope) === 'resource-group') return undefined;
  return spellings.map((id) => spelled(id, found)).find((id) => id !== undefined) ?? found;
}

function spelled(id: string, scope: string): string | undefined {
  return id.toLowerCase().startsWith(`${scope}/`) || sameScope(id, scope) ? id.slice(0, scope.length) : undefined;
}
