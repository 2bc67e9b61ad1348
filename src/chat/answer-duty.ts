import type { Alert } from '../alerts/alert';
import { isDue, readSignInsAround, withSignIns } from '../alerts/answers/sign-ins-around';
import type { AlertDesk } from '../alerts/desk';
import type { Inquiry } from '../alerts/inquiry';
import type { AlertStore } from '../alerts/ports';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import type { StateStore } from '../core/state';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { LogSource } from '../detection/ports';
import { createClaims } from './claims';

export interface AnswerDutyParts {
  readonly uow: UnitOfWork;
  readonly alerts: AlertStore;
  readonly desk: AlertDesk;
  readonly state: StateStore;
  readonly source: LogSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly kick: () => void;
}

/** One query at most: a look that has not ended after this long died with its process; one that failed is repeated after it. */
const pauseMs = 150_000;
/** After this the card keeps "address of the answer unknown". */
const giveUpMs = 3 * 3_600_000;

/**
 * Weighs a "yes, it was me" by the person's own sign-ins around it, where those tables exist: whoever holds a stolen account may answer too. What it
 * finds is kept with the answer; the change itself repaints the card and warns in the thread. Answers how many were read.
 */
export function createAnswerDuty(parts: AnswerDutyParts): (now: number) => Promise<number> {
  const { uow, alerts, desk, state, source, clock, log, kick } = parts;
  const claims = createClaims(state, pauseMs);

  async function waiting(tx: Tx, now: number): Promise<readonly (readonly [Alert, Inquiry])[]> {
    const recent = await alerts.list(tx, { updatedSince: now - giveUpMs, limit: 200 });
    return recent.flatMap((alert) =>
      (alert.asks ?? []).filter((one) => isDue(one, now)).map((one) => [alert, one] as const),
    );
  }

  async function attend(alert: Alert, inquiry: Inquiry, key: string): Promise<boolean> {
    const now = clock.now();
    const read = await readSignInsAround(source, alert, inquiry, now);
    if (!read.ok) {
      log.warn(
        { alert: alert.id, reason: read.reason },
        `sign-ins around an answer could not be read: ${read.message}`,
      );
      if (now - (inquiry.answer?.at ?? 0) < giveUpMs) return false;
    }
    const signIns = read.ok ? read.value : { readAt: now, final: true, addresses: [], suspicious: [] };
    await uow.run(async (tx) => {
      await desk.amend(tx, alert.id, (known) => withSignIns(known, inquiry.id, signIns), now);
      await claims.release(tx, key);
    });
    kick();
    return read.ok;
  }

  return async (now) => {
    const due = await uow.run((tx) => waiting(tx, now));
    let done = 0;
    for (const [alert, inquiry] of due) {
      const key = `chat.answer.${inquiry.id}`;
      if (!(await uow.run((tx) => claims.take(tx, key, clock.now())))) continue;
      if (await attend(alert, inquiry, key)) done++;
    }
    return done;
  };
}
