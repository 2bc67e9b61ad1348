import { stamp } from '../moves';
import { noteDialog } from '../painting/dialogs';
import { openAlertDialog } from './alert-dialog';
import { type Press, typed } from './press';
import { moveAndShow } from './show-alert';

export const note: Press = {
  verb: 'note',
  needs: 'note',
  open: (ask, subject) => openAlertDialog(ask, subject, 'note', noteDialog),
  async run(ask, subject, data) {
    const text = typed(data, 'text');
    return moveAndShow(ask, subject, 'note', () => ({ kind: 'note', by: stamp(ask), text }));
  },
};
