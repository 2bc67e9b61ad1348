import { unknownAlert } from '../../alerts/desk';
import { refused } from '../guard';
import { channelOfPlace } from '../places/restricted';
import type { Press } from './press';

/** A client asks for its own view, by itself or because somebody opened the card. Reads only; never audited when allowed, never changes anything. */
export const refresh: Press = {
  verb: 'refresh',
  needs: 'read',
  async run(ask, subject) {
    const { room, actor, incoming } = ask;
    const painted = await room.painter.subject(subject, actor.objectId, channelOfPlace(incoming.place));
    return painted === undefined ? refused(unknownAlert(subject)) : { kind: 'card', ...painted };
  },
};
