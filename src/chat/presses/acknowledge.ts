import { stamp } from '../moves';
import type { Press } from './press';
import { moveAndShow } from './show-alert';

export const acknowledge: Press = {
  verb: 'acknowledge',
  needs: 'acknowledge',
  run(ask, subject) {
    return moveAndShow(ask, subject, 'acknowledge', () => ({
      kind: 'acknowledge',
      by: stamp(ask),
    }));
  },
};
