import type { Alert, LetIn } from '../alerts/alert';
import type { AlertDesk } from '../alerts/desk';
import type { AlertStore } from '../alerts/ports';
import { isOperation, targetsOf } from '../alerts/summary';
import type { Clock } from '../core/clock';
import { describeError, type Log } from '../core/log';
import { parseMachineId } from '../core/resource-id';
import type { StateStore } from '../core/state';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { Reviews } from '../review/create-reviews';
import { createClaims, onlyPosted } from './claims';
import type { CardRefStore } from './stores';
import { outside } from './words/escape';
import { letInOf } from './words/let-in';
import type { SubscriptionNames } from './words/names';

export interface LetInDutyParts {
  readonly uow: UnitOfWork;
  readonly alerts: AlertStore;
  readonly desk: AlertDesk;
  readonly refs: CardRefStore;
  readonly state: StateStore;
  readonly reviews: Pick<Reviews, 'exposureOf' | 'impactOf'>;
  readonly subscriptionNames: () => SubscriptionNames;
  readonly clock: Clock;
  readonly log: Log;
  /** A repaint was wished for. */
  readonly kick: () => void;
}

/** A reading that has not ended after this long died with its process: the next look takes it up. */
const claimMs = 45_000;
/** A failed reading is tried again after this long … */
const retryMs = 5 * 60_000;
/** … and this many times in all; then "Review permissions" is the way. */
const mostAttempts = 3;
const hour = 3_600_000;

/**
 * "Let in by …" on every posted alert: who got in by which assignment, read by the bot itself with its reader identity, and the card repainted. Answers how
 * many were read.
 */
export function createLetInDuty(parts: LetInDutyParts): (now: number) => Promise<number> {
  const { uow, alerts, desk, refs, state, reviews, subscriptionNames, clock, log, kick } = parts;
  const claims = createClaims(state, claimMs);
  const keyOf = (alert: Alert) => `chat.let-in.${alert.id}`;

  async function waiting(tx: Tx, now: number): Promise<readonly Alert[]> {
    const recent = await alerts.list(tx, {
      statuses: ['open', 'acknowledged'],
      minSeverity: 'medium',
      updatedSince: now - 24 * hour,
      limit: 100,
    });
    return onlyPosted(
      tx,
      refs,
      recent.filter((alert) => needsReading(alert, now)),
    );
  }

  async function read(alert: Alert): Promise<LetIn> {
    const machines = machinesOf(alert);
    const evidence = alert.findings.map(({ session }) => session.evidence).filter((row) => row !== undefined);
    const attempts = (alert.letIn?.attempts ?? 0) + 1;
    const exposure = await reviews.exposureOf(alert.principal, machines, { evidence, usageUntil: alert.openedAt });
    if (!exposure.ok) return unread(exposure.message, machines, clock.now(), attempts);
    return { ...letInOf(exposure.value, await reviews.impactOf(exposure.value), subscriptionNames()), attempts };
  }

  async function attend(alert: Alert): Promise<void> {
    const letIn = await read(alert).catch((error: unknown) => {
      log.error({ ...describeError(error), alert: alert.id }, 'how an alert was let in could not be read');
      const attempts = (alert.letIn?.attempts ?? 0) + 1;
      return unread('a fault on our side, see the log', machinesOf(alert), clock.now(), attempts);
    });
    await uow.run(async (tx) => {
      await desk.amend(tx, alert.id, (known) => ({ ...known, letIn }), clock.now());
      await claims.release(tx, keyOf(alert));
    });
    kick();
  }

  return async (now) => {
    const due = await uow.run((tx) => waiting(tx, now));
    let done = 0;
    for (const alert of due) {
      if (!(await uow.run((tx) => claims.take(tx, keyOf(alert), clock.now())))) continue;
      await attend(alert);
      done++;
    }
    return done;
  };
}

function needsReading(alert: Alert, now: number): boolean {
  const { letIn, drill } = alert;
  // A drill is invented: nothing of it is looked up in Azure.
  if (drill) return false;
  // Nobody was let in anywhere.
  if (alert.findings.every(isOperation)) return false;
  if (letIn === undefined) return true;
  if (letIn.failed !== undefined) return (letIn.attempts ?? 0) < mostAttempts && now - letIn.at >= retryMs;
  const known = new Set(letIn.machines?.map((id) => id.toLowerCase()));
  return machinesOf(alert).some((id) => !known.has(id.toLowerCase()));
}

function machinesOf(alert: Alert): readonly string[] {
  return targetsOf(alert).filter((target) => parseMachineId(target) !== undefined);
}

function unread(why: string, machines: readonly string[], at: number, attempts: number): LetIn {
  return { at, paths: 0, lines: [], notRead: [], machines, failed: outside(why, 160), attempts };
}
