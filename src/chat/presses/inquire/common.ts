import type { Alert } from '../../../alerts/alert';
import { unknownAlert } from '../../../alerts/desk';
import { type InquiryKind, minutesToAnswer } from '../../../alerts/inquiry';
import type { Verb } from '../../../core/access';
import { refused, refusedBy } from '../../guard';
import type { Answer } from '../../ports';
import { caseOf } from '../../room';
import type { PressAsk } from '../press';

/** What a client lets people type; a forged press may carry more. */
export const mostTyped = 500;

/** The alert of a press by somebody who may, before anything outside is asked about it. */
export async function alertOr(
  ask: PressAsk,
  subject: string,
  verb: Verb,
): Promise<{ alert: Alert } | { answer: Answer }> {
  const { room } = ask;
  const alert = await room.uow.run((tx) => room.alerts.get(tx, subject));
  const denied = await refusedBy(ask, verb, subject, alert === undefined ? {} : caseOf(alert));
  if (denied !== undefined) return { answer: denied };
  return alert === undefined ? { answer: refused(unknownAlert(subject)) } : { alert };
}

export function deadline(now: number, kind: InquiryKind, { severity }: Alert): number {
  return now + minutesToAnswer(kind, severity) * 60_000;
}
