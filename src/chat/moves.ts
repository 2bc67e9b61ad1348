import type { Alert } from '../alerts/alert';
import { type DeskRefusal, unknownAlert } from '../alerts/desk';
import type { AlertAction } from '../alerts/transitions';
import type { Verb } from '../core/access';
import { done, type Outcome } from '../core/outcome';
import { refused, refusedBy } from './guard';
import { levelsOf } from './levels';
import type { Answer } from './ports';
import { type Ask, caseOf } from './room';
import { announcements } from './words/announcements';

/** A person's action on one alert, whatever way it came (press, dialog or command): may they, act, tell. */
export async function moveAlert(
  ask: Ask,
  alertId: string,
  verb: Verb,
  actionFor: (alert: Alert) => AlertAction,
): Promise<{ readonly answer?: Answer; readonly alert?: Alert }> {
  const { room, incoming } = ask;
  const alert = await room.uow.run((tx) => room.alerts.get(tx, alertId));
  if (alert === undefined) {
    const denied = await refusedBy(ask, verb, alertId);
    return { answer: denied ?? refused(asRefusal(unknownAlert(alertId))) };
  }
  const denied = await refusedBy(ask, verb, alertId, caseOf(alert));
  if (denied !== undefined) return { answer: denied };
  const outcome: Outcome<Alert, DeskRefusal> = await room.uow.run((tx) =>
    room.desk.act(tx, alertId, actionFor(alert), incoming.id),
  );
  if (!outcome.ok) return { answer: refused(outcome) };
  room.kick();
  return { alert: outcome.value };
}

/** The next escalation level of an alert: the last one repeats. */
export function nextLevel(ask: Ask, alert: Alert): { readonly level: number; readonly levelName: string } {
  const levels = levelsOf(ask.room.policy(), ask.room.lists.responder);
  const level = Math.min(alert.level + 1, levels.length);
  return { level, levelName: levels[level - 1]?.name ?? 'Responders' };
}

/** Tells the level that was reached, in the alert's thread, with mentions. */
export async function mentionLevel(ask: Pick<Ask, 'room' | 'now'>, alert: Alert): Promise<void> {
  const { room, now } = ask;
  const last = alert.escalations.at(-1);
  if (last === undefined) return;
  await room.uow.run(async (tx) => {
    const mentions = await room.mentionsOf(tx, room.levels()[last.level - 1]);
    const text = announcements.escalated(alert, last);
    await room.intents.reply(
      tx,
      alert.id,
      { key: `escalated:${alert.escalations.length}`, summary: text, text, mentions },
      now,
    );
  });
  room.kick();
}

export function stamp({ actor, now }: Ask): { objectId: string; name: string; at: number } {
  return { objectId: actor.objectId, name: actor.name, at: now };
}

function asRefusal<R extends string>(outcome: Outcome<never, R>) {
  if (outcome.ok) throw new Error('expected a refusal');
  return outcome;
}

export { done };
