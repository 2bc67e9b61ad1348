import type { Alert } from '../../alerts/alert';
import type { Standing, SwitchedOff } from '../../detection/history';
import { changedSomething } from '../../review/engine/progress';
import type { Review } from '../../review/review';

/**
 * Is this principal under containment? A plan of the bot took access away or switched a console off because of them, its undo was not applied, and nobody
 * has cleared them since. `applied`: the principal's applied plans, newest first; `alerts`: the principal's own. Pure.
 */
export function containmentOf(applied: readonly Review[], alerts: readonly Alert[]): Standing | undefined {
  const undone = new Set(applied.flatMap(({ undoOf }) => undoOf ?? []));
  for (const review of applied) {
    const { id, subject, undoOf, appliedAt } = review;
    if (subject === undefined || appliedAt === undefined || undoOf !== undefined || undone.has(id)) continue;
    if (!shutsOut(review) || clearedSince(alerts, appliedAt, review.alertId)) continue;
    return { objectId: subject.objectId, principal: subject, at: appliedAt, by: id };
  }
  return undefined;
}

/** Tidying rights without an alert is no containment, unless no way in was to be left. */
function shutsOut(review: Review): boolean {
  if (review.drill === true || !changedSomething(review)) return false;
  if (review.kind === 'console') return review.approval?.plan.changes.some(switchesOff) ?? false;
  const removed = review.steps.some(({ kind, state }) => kind === 'remove' && state === 'done');
  return removed && (review.alertId !== undefined || review.pathsLeft === 0);
}

const switchesOff = ({ change }: { readonly change: { readonly kind: string; readonly disabled?: boolean } }) =>
  change.kind === 'console' && change.disabled === true;

/**
 * The newest verdict of malicious that nobody has taken back, re-opened alerts included: they are being looked at anew, not acquitted. It ages like the
 * baseline: `since` in epoch milliseconds. Pure.
 */
export function judgedMalicious(alerts: readonly Alert[], since: number): Standing | undefined {
  const verdicts = alerts.flatMap(({ id, principal, drill, resolution, reopenedAfter }): Standing[] => {
    const verdict = resolution ?? reopenedAfter;
    if (drill === true || verdict?.disposition !== 'malicious' || verdict.at < since) return [];
    return [{ objectId: principal.objectId, principal, at: verdict.at, by: id }];
  });
  return verdicts.sort((a, b) => b.at - a.at).find(({ at }) => !clearedSince(alerts, at));
}

/** Somebody judged what came later, or the alert itself, to be no attack. */
function clearedSince(alerts: readonly Alert[], at: number, alertId?: string): boolean {
  return alerts.some(
    ({ id, raisedAt, drill, resolution }) =>
      drill !== true &&
      resolution !== undefined &&
      resolution.disposition !== 'malicious' &&
      (id === alertId || raisedAt >= at),
  );
}

/** Consoles whose newest switch by the bot is "off". `switches`: applied console plans, newest first. Pure. */
export function consolesOff(switches: readonly Review[]): readonly SwitchedOff[] {
  const newest = new Map<string, SwitchedOff | undefined>();
  for (const { approval, steps, subject, appliedAt } of switches) {
    for (const { itemId, change } of approval?.plan.changes ?? []) {
      const step = steps.find((of) => of.itemId === itemId && of.kind === 'console' && of.state === 'done');
      if (change.kind !== 'console' || step === undefined || newest.has(change.subscriptionId)) continue;
      const { subscriptionId, disabled } = change;
      const off = { subscriptionId, at: step.firstAt ?? appliedAt ?? 0 };
      const subjectId = subject?.objectId;
      newest.set(subscriptionId, disabled ? { ...off, ...(subjectId === undefined ? {} : { subjectId }) } : undefined);
    }
  }
  return [...newest.values()].filter((of) => of !== undefined);
}
