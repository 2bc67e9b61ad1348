import { dispositions } from '../../alerts/alert';
import { stamp } from '../moves';
import { resolveDialog } from '../painting/dialogs';
import { replies } from '../words/replies';
import { openAlertDialog } from './alert-dialog';
import { type Press, typed } from './press';
import { moveAndShow } from './show-alert';

export const resolve: Press = {
  verb: 'resolve',
  needs: 'resolve',
  open: (ask, subject) => openAlertDialog(ask, subject, 'resolve', resolveDialog),
  async run(ask, subject, data) {
    const disposition = dispositions.find((known) => known === typed(data, 'disposition'));
    if (disposition === undefined) {
      return {
        kind: 'refused',
        status: 400,
        code: 'no-disposition',
        message: replies.needsDisposition(typed(data, 'disposition')),
      };
    }
    const sentence = typed(data, 'sentence');
    const seen = typed(data, 'item');
    return moveAndShow(ask, subject, 'resolve', () => ({
      kind: 'resolve',
      by: stamp(ask),
      disposition,
      sentence,
      ...(seen === '' ? {} : { seen }),
    }));
  },
};
