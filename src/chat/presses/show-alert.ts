import type { Alert } from '../../alerts/alert';
import type { Answer } from '../ports';
import type { Ask } from '../room';

/** The alert's card as the presser sees it. */
export async function showAlert({ room, actor }: Ask, alert: Alert): Promise<Answer> {
  const viewer = await room.painter.viewerOf(actor.objectId, alert.principal.objectId);
  const painted = await room.painter.alert(alert, viewer);
  return { kind: 'card', ...painted };
}
