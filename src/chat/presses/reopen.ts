import { moveAlert, stamp } from '../moves';
import { type Press, typed } from './press';
import { showAlert } from './show-alert';

export const reopen: Press = {
  verb: 'reopen',
  needs: 'reopen',
  async run(ask, subject, data) {
    const by = stamp(ask);
    const reason = typed(data, 'reason') || `by ${by.name}`;
    const { answer, alert } = await moveAlert(ask, subject, 'reopen', () => ({
      kind: 'reopen',
      by,
      at: by.at,
      reason,
    }));
    return alert === undefined ? (answer ?? { kind: 'none' }) : showAlert(ask, alert);
  },
};
