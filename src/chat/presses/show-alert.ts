import type { Alert } from '../../alerts/alert';
import { movedCard } from '../painting/alert';
import { channelOfPlace, isElsewhere } from '../places/restricted';
import type { Answer } from '../ports';
import type { Ask } from '../room';

/** The alert's card as the presser sees it. */
export async function showAlert({ room, actor, incoming }: Ask, alert: Alert): Promise<Answer> {
  if (isElsewhere(alert, channelOfPlace(incoming.place))) return { kind: 'card', ...movedCard(alert.id) };
  const viewer = await room.painter.viewerOf(actor.objectId, alert.principal.objectId);
  const painted = await room.painter.alert(alert, viewer);
  return { kind: 'card', ...painted };
}
