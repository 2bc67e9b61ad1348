import type { StateStore } from '../../core/state';
import type { Tx } from '../../core/unit-of-work';
import type { Person, RosterMember } from '../ports';

/** Who can read a channel, as last asked. */
export interface Readers {
  /** Object ids, lower case. */
  readonly ids: readonly string[];
  readonly guests: readonly Person[];
  /** Epoch milliseconds. */
  readonly at: number;
}

const keyOf = (conversationId: string) => `chat.readers.${conversationId}`;

/** Undefined: never asked, or never answered. */
export async function knownReaders(tx: Tx, state: StateStore, conversationId: string): Promise<Readers | undefined> {
  return (await state.get(tx, keyOf(conversationId)))?.value as Readers | undefined;
}

/** Keeps who can read a channel; answers the guests who could not when it was last asked. At the first time nobody is news: whoever subscribed was asked. */
export async function noteReaders(
  tx: Tx,
  state: StateStore,
  conversationId: string,
  members: readonly RosterMember[],
  at: number,
): Promise<readonly Person[]> {
  const before = await knownReaders(tx, state, conversationId);
  const guests = guestsAmong(members);
  const readers: Readers = { ids: members.map(({ objectId }) => objectId.toLowerCase()), guests, at };
  await state.put(tx, keyOf(conversationId), readers);
  if (before === undefined) return [];
  return guests.filter(({ objectId }) => !before.guests.some((known) => known.objectId === objectId));
}

export function guestsAmong(members: readonly RosterMember[]): readonly Person[] {
  return members.filter(({ guest }) => guest).map(({ objectId, name }) => ({ objectId, name }));
}
