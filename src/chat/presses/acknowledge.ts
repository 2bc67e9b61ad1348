import { moveAlert, stamp } from '../moves';
import type { Press } from './press';
import { showAlert } from './show-alert';

export const acknowledge: Press = {
  verb: 'acknowledge',
  needs: 'acknowledge',
  async run(ask, subject) {
    const { answer, alert } = await moveAlert(ask, subject, 'acknowledge', () => ({
      kind: 'acknowledge',
      by: stamp(ask),
    }));
    return alert === undefined ? (answer ?? { kind: 'none' }) : showAlert(ask, alert);
  },
};
