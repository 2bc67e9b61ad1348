import { nextLevel, stamp } from '../moves';
import { escalateDialog } from '../painting/dialogs';
import { openAlertDialog } from './alert-dialog';
import { type Press, typed } from './press';
import { moveAndShow } from './show-alert';

export const escalate: Press = {
  verb: 'escalate',
  needs: 'escalate',
  open: (ask, subject) =>
    openAlertDialog(ask, subject, 'escalate', async (alert) => {
      const { level, levelName } = nextLevel(ask, alert);
      const { room } = ask;
      const people = await room.uow.run((tx) => room.mentionsOf(tx, room.levels()[level - 1]));
      const called = people.filter(
        ({ objectId }) => ![ask.actor.objectId, alert.principal.objectId].includes(objectId),
      );
      return escalateDialog(alert, { levelName, people: called.map(({ name }) => name) });
    }),
  async run(ask, subject, data) {
    const reason = typed(data, 'reason');
    return moveAndShow(ask, subject, 'escalate', (known) => ({
      kind: 'escalate',
      by: stamp(ask),
      at: ask.now,
      reason,
      ...nextLevel(ask, known),
    }));
  },
};
