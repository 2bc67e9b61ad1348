import { minutesToAnswer } from '../../../alerts/inquiry';
import { refused } from '../../guard';
import { stamp } from '../../moves';
import { askDialog } from '../../painting/dialogs';
import { openAlertDialog } from '../alert-dialog';
import { type Press, typed } from '../press';
import { moveAndShow } from '../show-alert';
import { alertOr, deadline, mostTyped } from './common';

/** "Was this you?", to the principal in person; a workload's owners are asked in its place. */
export const askPrincipal: Press = {
  verb: 'ask',
  needs: 'ask',
  open: (ask, subject) =>
    openAlertDialog(ask, subject, 'ask', async (alert) => {
      const whom = await ask.room.askable.principal(alert);
      if (!whom.ok) return whom;
      const owners = whom.value.filter(({ asOwner }) => asOwner).map(({ name }) => name);
      return askDialog(alert, {
        minutesToAnswer: minutesToAnswer('ask', alert.severity),
        ...(owners.length === 0 ? {} : { owners }),
      });
    }),
  async run(ask, subject, data) {
    const found = await alertOr(ask, subject, 'ask');
    if ('answer' in found) return found.answer;
    const whom = await ask.room.askable.principal(found.alert);
    if (!whom.ok) return refused(whom);
    const question = typed(data, 'question').slice(0, mostTyped);
    return moveAndShow(ask, subject, 'ask', (known) => ({
      kind: 'ask',
      by: stamp(ask),
      to: whom.value,
      question,
      dueAt: deadline(ask.now, 'ask', known),
    }));
  },
};
