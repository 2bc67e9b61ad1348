import type { Alert } from '../alerts/alert';
import type { AlertStore } from '../alerts/ports';
import type { Log } from '../core/log';
import type { StateStore } from '../core/state';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { CardRefStore } from './stores';
import type { AnnounceWebhooks } from './webhooks/announce-webhooks';

export interface UndeliveredDutyParts {
  readonly uow: UnitOfWork;
  readonly alerts: AlertStore;
  readonly refs: CardRefStore;
  readonly state: StateStore;
  readonly webhooks: Pick<AnnounceWebhooks, 'tell'>;
  readonly log: Log;
  readonly kick: () => void;
}

/** A card that stands nowhere after this long is told of by another way (issue 6, "Operation"). */
const patienceMs = 60_000;
const dayMs = 86_400_000;

/**
 * Calls the webhooks, once an alert, when its card could not be posted anywhere: Teams is down, the app was taken out, nobody has subscribed. Answers
 * for how many.
 */
export function createUndeliveredDuty(parts: UndeliveredDutyParts): (now: number) => Promise<number> {
  const { uow, alerts, refs, state, webhooks, log, kick } = parts;

  async function isNews(tx: Tx, { id, postedAt, drill }: Alert, now: number): Promise<boolean> {
    if (drill || postedAt === undefined || now - postedAt < patienceMs) return false;
    if ((await refs.ofSubject(tx, id)).length > 0) return false;
    return (await state.put(tx, `chat.undelivered.${id}`, now, 0)) !== undefined;
  }

  return async (now) => {
    const told = await uow.run(async (tx) => {
      const live = await alerts.list(tx, {
        statuses: ['open', 'acknowledged'],
        minSeverity: 'medium',
        updatedSince: now - dayMs,
        limit: 100,
      });
      const found: string[] = [];
      for (const alert of live) {
        if (!(await isNews(tx, alert, now))) continue;
        await webhooks.tell(tx, alert, { kind: 'undelivered', at: now });
        found.push(alert.id);
      }
      return found;
    });
    if (told.length === 0) return 0;
    log.error({ alerts: told }, 'cards of alerts are undelivered for more than a minute');
    kick();
    return told.length;
  };
}
