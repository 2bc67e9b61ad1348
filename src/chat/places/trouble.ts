import type { StateStore } from '../../core/state';
import type { Tx } from '../../core/unit-of-work';

/** Why a channel gets nothing at present. */
export interface Trouble {
  readonly name?: string;
  /** For people: what Teams said, or what happened to the channel. */
  readonly says: string;
  /** Nothing can be written there until the app is put in again: it is passed over at once. Else it is still tried. */
  readonly lost: boolean;
  readonly at: number;
}

const key = 'chat.troubled-channels';
/** What happened longer ago is no news for `health`, and a channel that old is forgotten. */
const keptMs = 30 * 86_400_000;

type Troubles = Readonly<Record<string, Trouble>>;

/** Channels that cannot be reached, by conversation id; subscribed or not. */
export async function troubledChannels(tx: Tx, state: StateStore): Promise<Troubles> {
  return ((await state.get(tx, key))?.value ?? {}) as Troubles;
}

/** Notes what is wrong with a channel, or (undefined) that a message went through. */
export async function noteTrouble(
  tx: Tx,
  state: StateStore,
  conversationId: string,
  trouble: Trouble | undefined,
): Promise<void> {
  const known = await troubledChannels(tx, state);
  const old = known[conversationId];
  if (trouble === undefined ? old === undefined : old?.says === trouble.says && old.lost === trouble.lost) return;
  const { [conversationId]: _changed, ...others } = known;
  const recent = Object.entries(others).filter(([, { at }]) => trouble === undefined || trouble.at - at < keptMs);
  const now = Object.fromEntries(recent);
  await state.put(tx, key, trouble === undefined ? now : { ...now, [conversationId]: trouble });
}
