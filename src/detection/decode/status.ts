import { bag, field, textOf } from './values';

export type RowStatus = 'start' | 'accepted' | 'success' | 'failure' | 'other';

/** Spellings really seen: Start, Started, Success, Succeeded, Accept, Accepted, Failure, Failed (reference §1.5). */
export function statusOf(text: string | undefined): RowStatus {
  const status = text?.toLowerCase() ?? '';
  if (status.startsWith('succe')) return 'success';
  if (status.startsWith('fail')) return 'failure';
  if (status.startsWith('accept')) return 'accepted';
  return status.startsWith('start') || status === 'in progress' ? 'start' : 'other';
}

export interface Failure {
  /** `denied`: the caller had no right; `other`: the machine or the service said no (stopped, diagnostics off …), which is no sign of anything. */
  readonly kind: 'denied' | 'other';
  /** HTTP status or error code, for the card. */
  readonly words: string;
}

const denials = /forbidden|\b403\b|authorizationfailed|denyassignment|unauthorized|\b401\b|linkedauthorizationfailed/i;
/** These come as 403 or 409 too, but speak of the machine or the subscription, not of the caller. */
const excuses = /not enabled for this subscription|boot ?diagnostics|not running|deallocated|stopped|firewall/i;

/** Why an attempt failed, out of the sub-status and the properties of a failure row. */
export function failureOf(substatus: string | undefined, properties: unknown): Failure {
  const details = bag(properties);
  const code = textOf(field(details, 'statusCode'));
  const message = textOf(field(details, 'statusMessage')) ?? '';
  const inner = bag(field(bag(message), 'error')) ?? bag(message);
  const errorCode = textOf(field(inner, 'code'));
  const errorMessage = textOf(field(inner, 'message'));
  const everything = [substatus, code, message].join(' ');
  const kind = denials.test(everything) && !excuses.test(message) ? 'denied' : 'other';
  const words = [substatus ?? code, errorCode ?? (inner === undefined ? message : errorMessage)]
    .filter(Boolean)
    .join(', ');
  return { kind, words: (words === '' ? 'failed' : words).slice(0, 200) };
}
