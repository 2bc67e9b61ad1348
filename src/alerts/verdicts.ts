import type { FindingSink, SessionVerdict } from '../detection/ports';
import type { Alert, Disposition } from './alert';
import { deniedBy } from './inquiry';
import type { AlertStore } from './ports';

/** What a disposition means for learning: a wrong grant is no attack, but its use is not what the principal shall be known for either. */
const learned: Record<Disposition, SessionVerdict['verdict']> = {
  malicious: 'malicious',
  'benign-expected': 'benign',
  'false-positive': 'benign',
  misconfiguration: 'undecided',
};

/** A verdict is stamped when it was pressed and committed a moment later: looking back this far misses none, and hearing one twice changes nothing. */
const overlapMs = 60_000;
const mostAlerts = 1_000;

/** What people decided about sessions lately, re-opened alerts included. */
export function verdictsFrom(store: AlertStore): NonNullable<FindingSink['verdictsSince']> {
  return async (tx, since) => {
    const changed = await store.list(tx, { updatedSince: since - overlapMs, limit: mostAlerts });
    return changed.flatMap((alert) => {
      const verdict = alert.drill ? undefined : verdictOf(alert);
      return verdict === undefined
        ? []
        : alert.findings.map(({ session }) => ({ sessionId: session.id, verdict, at: alert.updatedAt }));
    });
  };
}

function verdictOf(alert: Alert): SessionVerdict['verdict'] | undefined {
  if (alert.resolution?.disposition === 'malicious') return 'malicious';
  // Whoever must know said it was not them: whatever was decided later, nobody's habits are learned from it.
  if (deniedBy(alert.asks) !== undefined) return 'undecided';
  if (alert.resolution !== undefined) return learned[alert.resolution.disposition];
  return alert.reopenedAt !== undefined ? 'undecided' : undefined;
}
