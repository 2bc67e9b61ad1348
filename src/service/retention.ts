import type { Log } from '../core/log';
import type { UnitOfWork } from '../core/unit-of-work';
import { forgottenAtOnce } from '../store/retention';
import type { Store } from '../store/store';

const dayMs = 86_400_000;

/** Under this key stands when the last run ended. */
const runKey = 'service.retention';

/** Teams repeats an activity within minutes; answers hold names and words, so they are kept for one day and no longer. */
const answersKeptMs = dayMs;

export interface RetentionParts {
  readonly store: Pick<Store, 'forgetBefore' | 'state' | 'audit' | 'seen'>;
  readonly uow: UnitOfWork;
  readonly retentionDays: number;
  readonly log: Log;
}

/**
 * The daily duty that deletes personal data older than RETENTION_DAYS: alerts with their notes and answers, closed reviews, names. The audit
 * keeps its hashes and object ids and gains one entry with the counts. Asked more often than daily, it does nothing; `now` is epoch milliseconds.
 */
export function createRetention({ store, uow, retentionDays, log }: RetentionParts): (now: number) => Promise<void> {
  return async (now) => {
    const last = await uow.run((tx) => store.state.get(tx, runKey));
    // A clock that was put back must not keep the duty waiting until it has caught up.
    if (typeof last?.value === 'number' && Math.abs(now - last.value) < dayMs) return;
    await uow.run((tx) => store.seen.forgetBefore(tx, now - answersKeptMs));
    const before = now - retentionDays * dayMs;
    const sum = { alerts: 0, reviews: 0, people: 0 };
    for (;;) {
      const { alerts, reviews, people } = await uow.run((tx) => store.forgetBefore(tx, before));
      sum.alerts += alerts;
      sum.reviews += reviews;
      sum.people += people;
      if (alerts < forgottenAtOnce && reviews < forgottenAtOnce) break;
    }
    await uow.run(async (tx) => {
      await store.state.put(tx, runKey, now);
      if (sum.alerts + sum.reviews + sum.people === 0) return;
      await store.audit.append(tx, {
        at: now,
        actor: 'system:retention',
        verb: 'forget',
        subject: new Date(before).toISOString(),
        result: 'done',
        details: sum,
      });
    });
    log.info({ ...sum, before: new Date(before).toISOString() }, 'retention: what is older was deleted');
  };
}
