import type { Alert } from '../alerts/alert';
import { isMuted } from '../alerts/mutes/mark';
import type { AlertStore } from '../alerts/ports';
import { isWithinHours } from '../core/hours';
import type { Policy } from '../core/policy';
import type { StateStore } from '../core/state';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { Calling } from './calling';
import { type Intents, laneOf } from './intents';
import type { Person, Target } from './ports';
import type { CardRefStore } from './stores';
import { announcements } from './words/announcements';

export interface DigestDutyParts {
  readonly uow: UnitOfWork;
  readonly alerts: AlertStore;
  readonly refs: CardRefStore;
  readonly state: StateStore;
  readonly intents: Pick<Intents, 'notice'>;
  readonly policy: () => Policy;
  readonly calling: Calling;
  readonly kick: () => void;
}

/** Whether the last look fell into quiet hours: their end is seen once, by whichever process looks first. */
const key = 'chat.quiet';
const mostListed = 200;

/** After quiet hours each channel is told, once and with a mention, which medium alerts of its own wait: nobody was woken for them. */
export function createDigestDuty(parts: DigestDutyParts): (now: number) => Promise<void> {
  const { uow, alerts, refs, state, intents, policy, calling, kick } = parts;

  async function waitingByChannel(tx: Tx, now: number): Promise<ReadonlyMap<string, { at: Target; waiting: Alert[] }>> {
    const open = await alerts.list(tx, { statuses: ['open'], minSeverity: 'medium', limit: mostListed });
    const byChannel = new Map<string, { at: Target; waiting: Alert[] }>();
    for (const alert of open) {
      if (alert.severity !== 'medium' || isMuted(alert, now)) continue;
      const home = (await refs.ofSubject(tx, alert.id)).find(({ opensThread }) => opensThread);
      if (home === undefined) continue;
      const conversationId = laneOf(home.conversationId);
      const entry = byChannel.get(conversationId) ?? {
        at: { conversationId, serviceUrl: home.serviceUrl },
        waiting: [],
      };
      entry.waiting.push(alert);
      byChannel.set(conversationId, entry);
    }
    return byChannel;
  }

  async function tell(tx: Tx, now: number): Promise<void> {
    for (const { at, waiting } of (await waitingByChannel(tx, now)).values()) {
      const called: Person[] = [];
      for (const alert of waiting) called.push(...(await calling.level(tx, alert, 0)));
      const mentions = [...new Map(called.map((person) => [person.objectId, person])).values()];
      await intents.notice(tx, `digest:${now}`, at, announcements.digest(waiting), now, mentions);
    }
  }

  return async (now) => {
    const { quietHours } = policy();
    const quiet = quietHours !== undefined && isWithinHours(quietHours, now);
    const told = await uow.run(async (tx) => {
      const known = await state.get(tx, key);
      if (quiet === (known?.value === true)) return false;
      // Another process may have seen the morning at the same moment: one of the two puts it down.
      if ((await state.put(tx, key, quiet, known?.version ?? 0)) === undefined || quiet) return false;
      await tell(tx, now);
      return true;
    });
    if (told) kick();
  };
}
