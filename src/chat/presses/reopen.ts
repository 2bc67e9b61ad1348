import { stamp } from '../moves';
import { type Press, typed } from './press';
import { moveAndShow } from './show-alert';

export const reopen: Press = {
  verb: 'reopen',
  needs: 'reopen',
  async run(ask, subject, data) {
    const by = stamp(ask);
    const reason = typed(data, 'reason') || `by ${by.name}`;
    return moveAndShow(ask, subject, 'reopen', () => ({
      kind: 'reopen',
      by,
      at: by.at,
      reason,
    }));
  },
};
