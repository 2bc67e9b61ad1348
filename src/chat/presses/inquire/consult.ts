import { minutesToAnswer } from '../../../alerts/inquiry';
import { refused } from '../../guard';
import { stamp } from '../../moves';
import { consultDialog } from '../../painting/dialogs';
import { openAlertDialog } from '../alert-dialog';
import { type Press, typed } from '../press';
import { moveAndShow } from '../show-alert';
import { alertOr, deadline, mostTyped } from './common';

/** A question to anybody but the subject; the answer lands in the thread and in the record. */
export const consult: Press = {
  verb: 'consult',
  needs: 'consult',
  open: (ask, subject) =>
    openAlertDialog(ask, subject, 'consult', async (alert) =>
      consultDialog(alert, {
        ...(await ask.room.askable.consultants(alert)),
        minutesToAnswer: minutesToAnswer('consult', alert.severity),
      }),
    ),
  async run(ask, subject, data) {
    const found = await alertOr(ask, subject, 'consult');
    if ('answer' in found) return found.answer;
    const chosen = await ask.room.askable.person(typed(data, 'to'));
    if (!chosen.ok) return refused(chosen);
    const question = typed(data, 'question').slice(0, mostTyped);
    return moveAndShow(ask, subject, 'consult', (known) => ({
      kind: 'consult',
      by: stamp(ask),
      to: [chosen.value],
      question,
      dueAt: deadline(ask.now, 'consult', known),
    }));
  },
};
