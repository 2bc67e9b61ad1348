import { unknownAlert } from '../../alerts/desk';
import { refused, refusedBy } from '../guard';
import { caseOf } from '../room';
import type { Press } from './press';
import { showAlert } from './show-alert';

/** Opens an alert from a list or from an approval card. */
export const open: Press = {
  verb: 'open',
  needs: 'read',
  async run(ask, subject) {
    const { room } = ask;
    const alert = await room.uow.run((tx) => room.alerts.get(tx, subject));
    const denied = await refusedBy(ask, 'read', subject, alert === undefined ? {} : caseOf(alert));
    if (denied !== undefined) return denied;
    if (alert !== undefined) return showAlert(ask, alert);
    const gone = unknownAlert(subject);
    return gone.ok ? { kind: 'none' } : refused(gone);
  },
};
