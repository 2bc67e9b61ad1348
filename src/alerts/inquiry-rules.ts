import { done, type Outcome, refuse } from '../core/outcome';
import { severityRank } from '../core/severity';
import type { Alert, Stamp } from './alert';
import { type Asked, alertOfInquiry, denialWords, type Inquiry, type InquiryAnswer, type InquiryKind } from './inquiry';

/** Questions to people, their answers and their silence. */
export type InquiryAction =
  | Asking<'ask'>
  | Asking<'consult'>
  | {
      readonly kind: 'answer';
      readonly by: Stamp;
      readonly inquiryId: string;
      readonly says: InquiryAnswer['says'];
      readonly text: string;
    }
  | { readonly kind: 'silence'; readonly by?: Stamp; readonly at: number; readonly inquiryId: string };

interface Asking<K extends InquiryKind> {
  readonly kind: K;
  readonly by: Stamp;
  /** One question each. */
  readonly to: readonly Asked[];
  readonly question: string;
  readonly dueAt: number;
}

export type InquiryRefusal =
  | 'nobody-to-ask'
  | 'own-case'
  | 'already-asked'
  | 'too-many-questions'
  | 'text-missing'
  | 'unknown-question'
  | 'not-asked'
  | 'already-answered';

/** An alert keeps this many questions: the aggregate is read whole with every press. */
const mostQuestions = 20;

/** What a denial weighs: as much as a threat intelligence match, a single hard signal that is high by itself (detection's weights). */
export const denialPoints = 70;

/** Why an action on questions cannot be; undefined when it can. Pure. */
export function inquiryObjection(alert: Alert, action: InquiryAction): Outcome<never, InquiryRefusal> | undefined {
  switch (action.kind) {
    case 'ask':
    case 'consult':
      return askingObjection(alert, action);
    case 'answer':
      return answerObjection(alert, action);
    case 'silence': {
      const inquiry = find(alert, action.inquiryId);
      if (inquiry === undefined) return unknown(action.inquiryId);
      return inquiry.answer === undefined && inquiry.silentAt === undefined ? undefined : answered(inquiry);
    }
  }
}

/** The questions after the action, and what else a denial changes. */
export function inquiryChange(alert: Alert, action: InquiryAction): Partial<Alert> {
  const asks = alert.asks ?? [];
  switch (action.kind) {
    case 'ask':
    case 'consult': {
      const { kind, by, to, question, dueAt } = action;
      const added = to.map((person, index): Inquiry => {
        const id = `Q-${alert.id.slice(2)}-${asks.length + index + 1}`;
        return { id, kind, to: person, by, question, dueAt };
      });
      return { asks: [...asks, ...added] };
    }
    case 'answer': {
      const { by, inquiryId, says, text } = action;
      const answer: InquiryAnswer = { at: by.at, says, text };
      const changed = asks.map((one) => (one.id === inquiryId ? { ...one, answer } : one));
      return says === 'no'
        ? { asks: changed, ...risen(alert, by, find(alert, inquiryId)?.to.asOwner) }
        : { asks: changed };
    }
    case 'silence':
      return { asks: asks.map((one) => (one.id === action.inquiryId ? { ...one, silentAt: action.at } : one)) };
  }
}

/** A no makes an alert high at once, whatever it was, and gives one that was kept quiet to the channel. */
function risen(alert: Alert, by: Stamp, asOwner?: boolean): Partial<Alert> {
  const score = Math.max(alert.score, denialPoints);
  const postedAt = alert.postedAt ?? by.at;
  if (severityRank(alert.severity) >= severityRank('high')) return { score, postedAt };
  const why = denialWords(by.name, asOwner);
  return {
    score,
    postedAt,
    severity: 'high',
    rises: [...alert.rises, { at: by.at, from: alert.severity, to: 'high', why }],
  };
}

function askingObjection(
  alert: Alert,
  { kind, to, question }: Asking<InquiryKind>,
): Outcome<never, InquiryRefusal> | undefined {
  const [first] = to;
  if (first === undefined) return refuse('nobody-to-ask', `Nobody can be asked about ${alert.id}.`);
  const open = (alert.asks ?? []).filter(({ answer, silentAt }) => answer === undefined && silentAt === undefined);
  const twice = open.find((one) => one.kind === kind && to.some(({ objectId }) => objectId === one.to.objectId));
  if (twice !== undefined) {
    const { to: person, by, dueAt } = twice;
    const message = `${person.name} was asked by ${by.name} at ${clockTime(by.at)} and has until ${clockTime(dueAt)}.`;
    return refuse('already-asked', message, 'Wait for the answer, or phone.');
  }
  if ((alert.asks?.length ?? 0) + to.length > mostQuestions) {
    return refuse('too-many-questions', `${alert.id} has ${mostQuestions} questions already.`, 'Phone instead.');
  }
  if (kind === 'ask') return undefined;
  if (to.some(({ objectId }) => objectId === alert.principal.objectId)) {
    return refuse('own-case', `${alert.id} is about ${first.name}: that is asking, not consulting.`, 'Use ask.');
  }
  return question.trim() === '' ? refuse('text-missing', 'The question is empty.') : undefined;
}

function answerObjection(
  alert: Alert,
  { by, inquiryId, says, text }: Extract<InquiryAction, { kind: 'answer' }>,
): Outcome<never, InquiryRefusal> | undefined {
  const inquiry = find(alert, inquiryId);
  if (inquiry === undefined) return unknown(inquiryId);
  if (inquiry.to.objectId !== by.objectId) {
    return refuse('not-asked', `${inquiryId} was put to ${inquiry.to.name}, who alone can answer it.`);
  }
  if (inquiry.answer !== undefined) return answered(inquiry);
  if ((inquiry.kind === 'consult') !== (says === 'words')) return unknown(inquiryId);
  if (says === 'no' || text.trim() !== '') return undefined;
  return refuse('text-missing', says === 'yes' ? 'A yes needs a reason: what were you doing?' : 'The answer is empty.');
}

/** A question of an alert; a refusal names what is missing. */
export function inquiryOf(alert: Alert, inquiryId: string): Outcome<Inquiry, InquiryRefusal> {
  const inquiry = find(alert, inquiryId);
  return inquiry === undefined ? unknown(inquiryId) : done(inquiry);
}

function find(alert: Alert, inquiryId: string): Inquiry | undefined {
  return alert.asks?.find(({ id }) => id === inquiryId);
}

function unknown(inquiryId: string): Outcome<never, InquiryRefusal> {
  const alertId = alertOfInquiry(inquiryId) ?? 'this alert';
  return refuse(
    'unknown-question',
    `There is no such question about ${alertId}.`,
    'The card may be older than the bot.',
  );
}

function answered({ answer, silentAt }: Inquiry): Outcome<never, InquiryRefusal> {
  const at = answer?.at ?? silentAt;
  const when = at === undefined ? '' : ` at ${clockTime(at)}`;
  return refuse('already-answered', `That was ${answer === undefined ? 'noted as silence' : 'answered'}${when}.`);
}

function clockTime(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}
