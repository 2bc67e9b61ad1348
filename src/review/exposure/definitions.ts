import type { Clock } from '../../core/clock';
import { roleGuid } from '../access/well-known-roles';
import type { AzureOutcome } from '../azure-outcome';
import type { RbacReader } from '../ports';
import type { RoleDefinition } from '../rbac';

/** `missing`: deleted (404). `unreadable`: no answer; asked again next time. */
export type RoleLookup =
  | { readonly kind: 'known'; readonly role: RoleDefinition }
  | { readonly kind: 'missing' | 'unreadable'; readonly why: string };

export interface Definitions {
  /** By the id an assignment carries. */
  lookup(roleDefinitionId: string): Promise<RoleLookup>;
  /** Known without a call. */
  listed(roleDefinitionId: string): boolean;
  /** One listing per subscription instead of one call per role, for the sweep; a refused listing is asked again next time. */
  preload(subscriptionId: string): Promise<AzureOutcome<void>>;
}

/** Custom roles change: after this long a definition is read again. */
const keepMs = 10 * 60_000;

/** Role definitions by GUID, read once in ten minutes; two askers at once share one call. */
export function cachedDefinitions(reader: RbacReader, clock: Clock): Definitions {
  const cache = new Map<string, { readonly until: number; readonly lookup: Promise<RoleLookup> }>();
  const listings = new Map<string, { readonly until: number; readonly listed: Promise<AzureOutcome<void>> }>();

  async function list(subscriptionId: string): Promise<AzureOutcome<void>> {
    const listed = await reader.roleDefinitions(subscriptionId);
    if (!listed.ok) {
      listings.delete(subscriptionId);
      return listed;
    }
    const until = clock.now() + keepMs;
    for (const role of listed.value) {
      cache.set(roleGuid(role.id), { until, lookup: Promise.resolve({ kind: 'known', role }) });
    }
    return { ...listed, value: undefined };
  }

  return {
    listed(id) {
      const hit = cache.get(roleGuid(id));
      return hit !== undefined && hit.until > clock.now();
    },
    lookup(id) {
      const key = roleGuid(id);
      const hit = cache.get(key);
      if (hit && hit.until > clock.now()) return hit.lookup;
      const lookup = read(reader, id).then((result) => {
        if (result.kind === 'unreadable') cache.delete(key);
        return result;
      });
      cache.set(key, { until: clock.now() + keepMs, lookup });
      return lookup;
    },
    preload(subscriptionId) {
      const hit = listings.get(subscriptionId);
      if (hit && hit.until > clock.now()) return hit.listed;
      const listed = list(subscriptionId);
      listings.set(subscriptionId, { until: clock.now() + keepMs, listed });
      return listed;
    },
  };
}

async function read(reader: RbacReader, id: string): Promise<RoleLookup> {
  const answer = await reader.roleDefinition(id);
  if (answer.ok) return { kind: 'known', role: answer.value };
  return { kind: answer.reason === 'not-found' ? 'missing' : 'unreadable', why: answer.message };
}
