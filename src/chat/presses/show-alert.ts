import type { Alert } from '../../alerts/alert';
import type { AlertAction } from '../../alerts/transitions';
import type { Verb } from '../../core/access';
import { viewerFrom } from '../card-painter';
import { moveSoon } from '../moves';
import { movedCard } from '../painting/alert';
import { channelOfPlace, isElsewhere } from '../places/restricted';
import type { Answer } from '../ports';
import type { Ask } from '../room';

/** The alert's card as the presser sees it. */
export async function showAlert(ask: Ask, alert: Alert): Promise<Answer> {
  const { answer, durable } = await showSoon(ask, alert);
  await durable;
  return answer;
}

/** The action of a button: its answer is the card as the presser sees it, painted while the change reaches the disk. */
export async function moveAndShow(
  ask: Ask,
  alertId: string,
  verb: Verb,
  actionFor: (alert: Alert) => AlertAction,
): Promise<Answer> {
  const { value: moved, durable } = await moveSoon(ask, alertId, verb, actionFor);
  if (moved.alert === undefined) {
    await durable;
    return moved.answer ?? { kind: 'none' };
  }
  try {
    const shown = await showSoon(ask, moved.alert);
    await shown.durable;
    return shown.answer;
  } finally {
    // What was decided is told in the channel even where its card cannot be shown.
    await durable;
    ask.room.kick();
  }
}

async function showSoon(
  { room, actor, incoming }: Ask,
  alert: Alert,
): Promise<{ readonly answer: Answer; readonly durable: Promise<void> }> {
  if (isElsewhere(alert, channelOfPlace(incoming.place)))
    return { answer: { kind: 'card', ...movedCard(alert.id) }, durable: Promise.resolve() };
  const { value, durable } = await room.painter.alertSoon(alert, viewerFrom(actor, alert.principal.objectId));
  return { answer: { kind: 'card', ...value }, durable };
}
