import type { Alert } from '../../alerts/alert';
import type { MuteScope } from '../../alerts/mutes/mute';
import type { Networks } from '../../alerts/mutes/networks';

/** One thing an alert's dialog offers to mute. */
export interface MuteChoice {
  /** Comes back from the card, and is looked up among the choices made anew: never read as a scope. */
  readonly value: string;
  readonly scope: MuteScope;
}

const mostNarrow = 6;

/**
 * What an alert can be muted by: its principal on each machine from each network as seen, the newest first, then one dimension alone. A session without
 * an address has no network to be muted by.
 */
export function muteChoices(alert: Alert, networks: Networks): readonly MuteChoice[] {
  const seen = new Map<string, MuteScope>();
  for (const { session } of [...alert.findings].reverse()) {
    const { principal, target, sourceIps } = session;
    const network = networkOf(sourceIps, networks);
    const scope: MuteScope = {
      principal: { objectId: principal.objectId, name: principal.displayName },
      ...(target === 'unknown' ? {} : { machine: target }),
      ...(network === undefined ? {} : { network }),
    };
    const key = `${principal.objectId} ${target.toLowerCase()} ${network ?? ''}`;
    if (!seen.has(key)) seen.set(key, scope);
  }
  const narrow = [...seen.values()].slice(0, mostNarrow).map((scope, index) => ({ value: `narrow-${index}`, scope }));
  const [newest] = narrow;
  if (newest === undefined) return [];
  const { principal, machine, network } = newest.scope;
  return [
    ...narrow,
    ...(principal === undefined ? [] : [{ value: 'principal', scope: { principal } }]),
    ...(machine === undefined ? [] : [{ value: 'machine', scope: { machine } }]),
    ...(network === undefined ? [] : [{ value: 'network', scope: { network } }]),
  ];
}

/** One site that all addresses share; none when they differ. */
function networkOf(addresses: readonly string[], networks: Networks): string | undefined {
  const sites = new Set(addresses.map((address) => networks.siteOf(address)));
  const [site] = sites;
  return sites.size === 1 ? site : undefined;
}
