import type { Alert } from '../../alerts/alert';
import { may } from '../../core/access';
import { channelOfPlace, isElsewhere } from '../places/restricted';
import { type Ask, caseOf } from '../room';

/**
 * What this person may see of a list in this place: alerts about themselves are left out, since nobody reads their own case, and restricted ones in every
 * channel but their own.
 */
export function readable(ask: Ask, alerts: readonly Alert[]): readonly Alert[] {
  const channel = channelOfPlace(ask.incoming.place);
  return alerts.filter((alert) => may(ask.actor, 'read', caseOf(alert)).ok && !isElsewhere(alert, channel));
}

/** Alerts of a span as figures and exports take them: so many at most, and the answer says when there were more. */
export const mostInSpan = 2_000;

export interface Span {
  readonly alerts: readonly Alert[];
  /** There were more: only the newest are here. */
  readonly cut: boolean;
}

/** Alerts raised from `from` to now that the asker may read, newest first. */
export async function raisedSince(ask: Ask, from: number): Promise<Span> {
  const { room, now } = ask;
  // An alert is changed when it is raised, so that all raised since then were changed since then.
  const changed = await room.uow.run((tx) => room.alerts.list(tx, { updatedSince: from, limit: mostInSpan + 1 }));
  const raised = changed.slice(0, mostInSpan).filter(({ raisedAt }) => raisedAt >= from && raisedAt <= now);
  return { alerts: readable(ask, raised), cut: changed.length > mostInSpan };
}
