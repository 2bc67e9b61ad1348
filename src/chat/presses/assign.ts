import { stamp } from '../moves';
import { assignDialog } from '../painting/dialogs';
import type { Person } from '../ports';
import { replies } from '../words/replies';
import { openAlertDialog } from './alert-dialog';
import { type Press, type PressAsk, typed } from './press';
import { moveAndShow } from './show-alert';

export const assign: Press = {
  verb: 'assign',
  needs: 'assign',
  open: (ask, subject) =>
    openAlertDialog(ask, subject, 'assign', async (alert) =>
      assignDialog(
        alert,
        (await ask.room.responders()).filter(({ objectId }) => objectId !== alert.principal.objectId),
      ),
    ),
  async run(ask, subject, data) {
    const chosen = await responderNamed(ask, typed(data, 'to'));
    if (chosen === undefined)
      return {
        kind: 'refused',
        status: 400,
        code: 'no-responder',
        message: replies.notAResponder('Whoever was chosen'),
      };
    return moveAndShow(ask, subject, 'assign', () => ({
      kind: 'assign',
      by: stamp(ask),
      to: chosen,
    }));
  },
};

/** The id comes from a card, so it is only a wish: it must be one of the responders as they are now. */
async function responderNamed({ room }: PressAsk, objectId: string): Promise<Person | undefined> {
  return (await room.responders()).find((person) => person.objectId === objectId.toLowerCase());
}
