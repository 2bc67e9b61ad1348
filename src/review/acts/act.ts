import type { Actor } from '../review';

/** Who does it, from which activity: what every act on a review carries. */
export interface Act {
  readonly reviewId: string;
  readonly actor: Actor;
  /** The activity (message or press) it came from, for the audit. */
  readonly messageId?: string;
}

/** The audit's part of an act. */
export function audited({ actor, messageId }: Act, verb: string) {
  return { actor: actor.objectId, verb, ...(messageId === undefined ? {} : { messageId }) };
}

/** Sentences people must give: present, one line, not endless. */
export function sentence(text: string): string | undefined {
  const clean = text.replace(/\s+/g, ' ').trim();
  return clean === '' ? undefined : clean.slice(0, 500);
}
