import type { Alert } from '../../alerts/alert';
import { unknownAlert } from '../../alerts/desk';
import type { Verb } from '../../core/access';
import type { Refusal } from '../../core/outcome';
import { refused, refusedBy } from '../guard';
import type { Dialog } from '../painting/dialogs';
import type { Answer } from '../ports';
import { caseOf } from '../room';
import type { PressAsk } from './press';

/** Opens a dialog on an alert for somebody who may use its verb: a refusal, the dialog's own too, comes before they type. */
export async function openAlertDialog(
  ask: PressAsk,
  alertId: string,
  verb: Verb,
  dialog: (alert: Alert) => Promise<Dialog | Refusal> | Dialog,
): Promise<Answer> {
  const { room } = ask;
  const alert = await room.uow.run((tx) => room.alerts.get(tx, alertId));
  const denied = await refusedBy(ask, verb, alertId, alert === undefined ? {} : caseOf(alert));
  if (denied !== undefined) return denied;
  if (alert === undefined) return refused(unknownAlert(alertId));
  const opened = await dialog(alert);
  return 'ok' in opened ? refused(opened) : { kind: 'dialog', ...opened, size: 'small' };
}
