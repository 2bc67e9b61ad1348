import { createHash } from 'node:crypto';
import type { Tx } from './unit-of-work';

/** One line of the append-only record: who did what to which subject, from where, and what changed. */
export interface AuditEvent {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Entra object id, or `system:<room>` for what the bot did by itself. */
  readonly actor: string;
  readonly verb: string;
  /** Alert, review or mute id, channel, policy … */
  readonly subject: string;
  /** `done`, or the refusal's reason. */
  readonly result: string;
  /** The activity (message or press) it came from. */
  readonly messageId?: string;
  /** Short facts; never free text with personal data (that lives with the alert and is deleted after retention). */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditEntry extends AuditEvent {
  readonly sequence: number;
  readonly previousHash: string;
  /** SHA-256 over the previous hash and the canonical JSON of the event, hex. */
  readonly hash: string;
}

/** What one message or press did. */
export type Deed = Pick<AuditEvent, 'subject' | 'actor' | 'verb'> & { readonly messageId: string };

export interface AuditTrail {
  append(tx: Tx, event: AuditEvent): Promise<AuditEntry>;
  /** Whether an entry of this subject, actor, verb and message says `done`. */
  holds(tx: Tx, act: Deed): Promise<boolean>;
  /** Newest last. */
  forSubject(tx: Tx, subject: string, limit: number): Promise<readonly AuditEntry[]>;
  /** A page of the chain after `sequence`, oldest first. */
  after(tx: Tx, sequence: number, limit: number): Promise<readonly AuditEntry[]>;
  head(tx: Tx): Promise<AuditEntry | undefined>;
}

/**
 * Whether this very message or press has already been carried out on the subject. The record is written in the transaction of the change, so the answer
 * holds after a kill between the change and its answer, when Teams sends the activity again.
 */
export async function doneBefore(
  audit: Pick<AuditTrail, 'holds'>,
  tx: Tx,
  act: Pick<AuditEvent, 'subject' | 'actor' | 'verb' | 'messageId'>,
): Promise<boolean> {
  const { subject, actor, verb, messageId } = act;
  return messageId !== undefined && audit.holds(tx, { subject, actor, verb, messageId });
}

export const genesisHash = '0'.repeat(64);

/** Links an event to its predecessor. Keys are sorted so that the hash does not depend on how an object was built. */
export function chainHash(previousHash: string, sequence: number, event: AuditEvent): string {
  return createHash('sha256')
    .update(previousHash)
    .update(canonical({ sequence, ...eventOf(event) }))
    .digest('hex');
}

/** The first entry that does not follow from its predecessor, or undefined when the page is whole. */
export function firstBrokenLink(previousHash: string, entries: readonly AuditEntry[]): AuditEntry | undefined {
  let expected = previousHash;
  for (const entry of entries) {
    if (entry.previousHash !== expected || chainHash(expected, entry.sequence, entry) !== entry.hash) return entry;
    expected = entry.hash;
  }
  return undefined;
}

function eventOf({ at, actor, verb, subject, result, messageId, details }: AuditEvent): AuditEvent {
  return {
    at,
    actor,
    verb,
    subject,
    result,
    ...(messageId === undefined ? {} : { messageId }),
    ...(details === undefined ? {} : { details }),
  };
}

function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}
