import { wasNeverPosted } from '../alerts/mutes/mark';
import type { AlertStore } from '../alerts/ports';
import type { AuditTrail } from '../core/audit';
import { localTime, minutesOf } from '../core/hours';
import type { Policy } from '../core/policy';
import { atLeast } from '../core/severity';
import type { StateStore } from '../core/state';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { Watched } from '../detection/ports';
import { type Intents, laneOf } from './intents';
import { isElsewhere } from './places/restricted';
import type { Target } from './ports';
import { targetOf } from './routing';
import type { ChannelStore } from './stores';
import { morningLine } from './words/morning';

export interface MorningDutyParts {
  readonly uow: UnitOfWork;
  readonly alerts: AlertStore;
  readonly channels: ChannelStore;
  readonly state: StateStore;
  readonly audit: Pick<AuditTrail, 'head'>;
  readonly intents: Pick<Intents, 'notice'>;
  readonly policy: () => Policy;
  readonly watched: (tx: Tx) => Promise<Watched>;
  /** Console uses within [from, to], and whether there were more than were counted. */
  readonly usesBetween: (
    tx: Tx,
    from: number,
    to: number,
  ) => Promise<{ readonly uses: number; readonly more: boolean }>;
  readonly serviceUrl: string;
  readonly kick: () => void;
}

/** The local day, as days since 1970, whose line was written last. */
const key = 'chat.morning';
const dayMs = 86_400_000;
const mostAlerts = 2_000;

/** When a day begins here: the quiet hours end, else the working hours begin, else eight o'clock UTC. Every day, free ones too. */
export function morningOf({ quietHours, workingHours }: Policy): { readonly timeZone: string; readonly time: string } {
  if (quietHours !== undefined) return { timeZone: quietHours.timeZone, time: quietHours.end };
  if (workingHours !== undefined) return { timeZone: workingHours.timeZone, time: workingHours.start };
  return { timeZone: 'UTC', time: '08:00' };
}

/**
 * Tells every alert channel once a day what was seen, on days without anything too: silence of the bot must not look like silence of the console. The
 * head of the audit stands in it, out of reach of whoever could change the store.
 */
export function createMorningDuty(parts: MorningDutyParts): (now: number) => Promise<void> {
  const { uow, alerts, channels, state, audit, intents, policy, watched, usesBetween, serviceUrl, kick } = parts;

  async function alertChannels(tx: Tx): Promise<readonly Target[]> {
    const { routes, restrictedChannel } = policy();
    const subscribed = (await channels.all(tx)).map(({ conversationId }) => conversationId);
    const named = [...routes.map(({ channel }) => channel), restrictedChannel].filter((id) => id !== undefined);
    const ids = [...new Set([...subscribed, ...named])];
    return Promise.all(ids.map((id) => targetOf(tx, id, { channels, serviceUrl })));
  }

  async function tell(tx: Tx, day: number, now: number): Promise<void> {
    const from = now - dayMs;
    const changed = await alerts.list(tx, { updatedSince: from, minSeverity: 'medium', limit: mostAlerts });
    const raised = changed.filter(
      (alert) =>
        alert.raisedAt >= from && alert.drill !== true && atLeast(alert.severity, 'medium') && !wasNeverPosted(alert),
    );
    const facts = {
      now,
      watched: await watched(tx),
      ...(await usesBetween(tx, from, now)),
      head: await audit.head(tx),
    };
    for (const channel of await alertChannels(tx)) {
      const here = raised.filter((alert) => !isElsewhere(alert, laneOf(channel.conversationId)));
      await intents.notice(tx, `morning:${day}`, channel, morningLine({ ...facts, alerts: here.length }), now);
    }
  }

  return async (now) => {
    const { timeZone, time } = morningOf(policy());
    const { day, minutes } = localTime(timeZone, now);
    const begun = minutes >= minutesOf(time) ? day : day - 1;
    const told = await uow.run(async (tx) => {
      const known = await state.get(tx, key);
      if (typeof known?.value === 'number' && known.value >= begun) return false;
      // Another instance may have seen the morning at the same moment: one of the two puts it down.
      if ((await state.put(tx, key, begun, known?.version ?? 0)) === undefined) return false;
      // A bot that has just been set up has seen no day.
      if (known === undefined) return false;
      await tell(tx, begun, now);
      return true;
    });
    if (told) kick();
  };
}
