import { stamp } from '../moves';
import type { Press } from './press';
import { moveAndShow } from './show-alert';

export const release: Press = {
  verb: 'release',
  needs: 'release',
  run(ask, subject) {
    return moveAndShow(ask, subject, 'release', () => ({ kind: 'release', by: stamp(ask) }));
  },
};
