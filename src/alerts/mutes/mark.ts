import type { Alert } from '../alert';
import { isLoud } from '../grouping';

/** What an alert keeps of the mute over it. */
export interface MuteMark {
  /** `M-3`. */
  readonly by: string;
  readonly until: number;
}

/**
 * The alert with these of its sessions under the mute, or no longer under any. Once one loud session is heard, the alert is: it is posted with all
 * that is in it. While every loud session is hidden, the alert is neither posted nor escalated.
 */
export function markSessions(
  alert: Alert,
  sessionIds: readonly string[],
  mute: MuteMark | undefined,
  at: number,
): Alert {
  const kept = (alert.mutedSessions ?? []).filter((id) => mute !== undefined || !sessionIds.includes(id));
  const mutedSessions = mute === undefined ? kept : [...new Set([...kept, ...sessionIds])];
  const loud = alert.findings.filter(({ severity }) => isLoud(severity));
  const heard = loud.some(({ session }) => !mutedSessions.includes(session.id));
  const { muted, mutedSessions: _sessions, postedAt, ...rest } = alert;
  const mark = heard || loud.length === 0 ? undefined : (mute ?? muted);
  const posted = postedAt ?? (heard ? at : undefined);
  return {
    ...rest,
    ...(mutedSessions.length === 0 ? {} : { mutedSessions }),
    ...(mark === undefined ? {} : { muted: mark }),
    ...(posted === undefined ? {} : { postedAt: posted }),
  };
}

/** Is the alert's voice taken at this moment? */
export function isMuted(alert: Alert, now: number): boolean {
  return alert.muted !== undefined && now < alert.muted.until;
}

/** Hidden before anybody saw it: kept for `recent`, not among what waits for somebody. */
export function wasNeverPosted({ muted, postedAt }: Alert): boolean {
  return muted !== undefined && postedAt === undefined;
}
