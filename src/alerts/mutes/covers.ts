import type { ConsoleSession, Finding } from '../../detection/finding';
import type { Mute, MuteScope } from './mute';
import type { Networks } from './networks';

type Judged = Pick<Finding, 'session' | 'hard'>;

/**
 * The mute that hides this finding. Hard signals pierce, and a mute never hides what its own requester or confirmer does: otherwise muting a machine
 * would be a way to use it unseen. `mutes` are those in force now or lately, the earliest end first: the one that lasts longest is named. Rows may come
 * late, so the session's own time decides.
 */
export function muteOver(finding: Judged, mutes: readonly Mute[], networks: Networks): Mute | undefined {
  if (finding.hard) return undefined;
  return mutes.findLast(
    (mute) => mute.state === 'active' && finding.session.startedAt < mute.until && covers(mute, finding, networks),
  );
}

/** Whether the session lies in the mute's scope and is nobody's own, whenever it happened. */
export function covers(
  mute: Pick<Mute, 'scope' | 'requester' | 'confirmer'>,
  { session }: Pick<Judged, 'session'>,
  networks: Networks,
): boolean {
  const authors = [mute.requester.objectId, mute.confirmer?.objectId];
  return !authors.includes(session.principal.objectId) && inScope(mute.scope, session, networks);
}

export function inScope(scope: MuteScope, session: ConsoleSession, networks: Networks): boolean {
  const { principal, machine, network } = scope;
  return (
    (principal === undefined || principal.objectId === session.principal.objectId) &&
    (machine === undefined || machine.toLowerCase() === session.target.toLowerCase()) &&
    (network === undefined || comesFrom(network, session, networks))
  );
}

/** All addresses of the session must lie within: one from elsewhere is what a mute must not hide. */
function comesFrom(network: string, { sourceIps, network: own }: ConsoleSession, networks: Networks): boolean {
  if (network.startsWith('AS')) return own === network;
  return sourceIps.length > 0 && sourceIps.every((address) => networks.holds(network, address));
}
