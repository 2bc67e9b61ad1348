import type { Alert } from '../../alerts/alert';
import { unknownAlert } from '../../alerts/desk';
import type { Verb } from '../../core/access';
import { refused, refusedBy } from '../guard';
import type { Answer, Card } from '../ports';
import { caseOf } from '../room';
import type { PressAsk } from './press';

/** Opens a dialog on an alert for somebody who may use its verb: the refusal comes before they type. */
export async function openAlertDialog(
  ask: PressAsk,
  alertId: string,
  verb: Verb,
  dialog: (
    alert: Alert,
  ) => Promise<{ readonly title: string; readonly card: Card }> | { readonly title: string; readonly card: Card },
): Promise<Answer> {
  const { room } = ask;
  const alert = await room.uow.run((tx) => room.alerts.get(tx, alertId));
  const denied = await refusedBy(ask, verb, alertId, alert === undefined ? {} : caseOf(alert));
  if (denied !== undefined) return denied;
  if (alert === undefined) return refused(unknownAlert(alertId));
  return { kind: 'dialog', ...(await dialog(alert)), size: 'small' };
}
