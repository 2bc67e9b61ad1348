import type { Alert } from '../alerts/alert';
import { type DeskRefusal, unknownAlert } from '../alerts/desk';
import type { AlertAction } from '../alerts/transitions';
import type { Verb } from '../core/access';
import type { Outcome } from '../core/outcome';
import type { Committed } from '../core/unit-of-work';
import { refused, refusedBy } from './guard';
import type { Answer } from './ports';
import { type Ask, caseOf } from './room';

export interface Moved {
  readonly answer?: Answer;
  readonly alert?: Alert;
}

/** A person's action on one alert, whatever way it came (press, dialog or command): may they, act, tell. */
export async function moveAlert(
  ask: Ask,
  alertId: string,
  verb: Verb,
  actionFor: (alert: Alert) => AlertAction,
): Promise<Moved> {
  const { value, durable } = await moveSoon(ask, alertId, verb, actionFor);
  await durable;
  if (value.alert !== undefined) ask.room.kick();
  return value;
}

/** Nobody is told, and no delivery is begun, before `durable` resolves: that is the caller's. */
export async function moveSoon(
  ask: Ask,
  alertId: string,
  verb: Verb,
  actionFor: (alert: Alert) => AlertAction,
): Promise<Committed<Moved>> {
  const { room, incoming } = ask;
  const alert = await room.uow.run((tx) => room.alerts.get(tx, alertId));
  const denied = await refusedBy(ask, verb, alertId, alert === undefined ? {} : caseOf(alert));
  if (alert === undefined || denied !== undefined) {
    return { value: { answer: denied ?? refused(unknownAlert(alertId)) }, durable: Promise.resolve() };
  }
  const { value: outcome, durable } = await room.uow.soon<Outcome<Alert, DeskRefusal>>((tx) =>
    room.desk.act(tx, alertId, actionFor(alert), incoming.id),
  );
  return { value: outcome.ok ? { alert: outcome.value } : { answer: refused(outcome) }, durable };
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
