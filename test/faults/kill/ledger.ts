import type { Json } from '../../../src/local/teams/model';

export type Outcome = 'unanswered' | 'done' | 'refused';

/** One press or dialog submit, as sent, and what came back. */
export interface Sent {
  readonly id: string;
  readonly as: string;
  readonly verb: string;
  /** The alert or review it is about. */
  readonly subject: string;
  readonly activity: Json;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  /** Text of a note: each is unique, so that it can be counted. */
  readonly note?: string;
  outcome: Outcome;
  /** Epoch milliseconds of the first answer. */
  answeredAt?: number;
  /** Sent again under the same id after a kill, as Teams does. */
  resent: number;
  /** Code of a refusal. */
  code?: string;
}

/** One console use that was put into the log. */
export interface Attack {
  readonly correlationId: string;
  readonly objectId: string;
  readonly assignment: string;
}

/** What the outside world knows: the bot's promises are held against it. */
export interface Ledger {
  readonly sent: Sent[];
  readonly attacks: Attack[];
  /** Roots posted whose answer may not have reached the bot: found after a kill without a reference in the store. */
  readonly orphans: Set<string>;
  /** Moments of the kills, epoch milliseconds. */
  readonly killedAt: number[];
  readonly losses: string[];
}

export function createLedger(): Ledger {
  return { sent: [], attacks: [], orphans: new Set(), killedAt: [], losses: [] };
}

/** Verbs whose success is a change of state, and so must stand in the record. */
const changing = new Set([
  'acknowledge',
  'release',
  'assign',
  'escalate',
  'resolve',
  'reopen',
  'note',
  'review',
  'toggle',
  'ask-approval',
  'cancel-review',
  'approve',
  'reject',
  'undo',
]);

export const changes = ({ verb }: Pick<Sent, 'verb'>) => changing.has(verb);
