import { moveAlert, stamp } from '../moves';
import type { Press } from './press';
import { showAlert } from './show-alert';

export const release: Press = {
  verb: 'release',
  needs: 'release',
  async run(ask, subject) {
    const { answer, alert } = await moveAlert(ask, subject, 'release', () => ({ kind: 'release', by: stamp(ask) }));
    return alert === undefined ? (answer ?? { kind: 'none' }) : showAlert(ask, alert);
  },
};
