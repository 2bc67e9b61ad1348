import type { Alert } from '../alerts/alert';
import { type DeskRefusal, unknownAlert } from '../alerts/desk';
import type { AlertAction } from '../alerts/transitions';
import type { Verb } from '../core/access';
import type { Outcome } from '../core/outcome';
import { refused, refusedBy } from './guard';
import type { Answer } from './ports';
import { type Ask, caseOf } from './room';

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
    return { answer: denied ?? refused(unknownAlert(alertId)) };
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
  const levels = ask.room.levels();
  const level = Math.min(alert.level + 1, levels.length);
  return { level, levelName: levels[level - 1]?.name ?? 'Responders' };
}

export function stamp({ actor, now }: Ask): { objectId: string; name: string; at: number } {
  return { objectId: actor.objectId, name: actor.name, at: now };
}
