import type { Tx } from '../core/unit-of-work';
import type { KillSwitch, ReviewStore } from '../review/ports';
import type { Intents } from './intents';
import type { ChannelStore } from './stores';
import { killSwitchWords } from './words/kill-switch';

export interface AnnounceKillSwitchParts {
  readonly intents: Pick<Intents, 'notice' | 'repaint'>;
  readonly channels: ChannelStore;
  readonly reviews: Pick<ReviewStore, 'listOpen'>;
  readonly kick: () => void;
}

/** In the transaction of the switch: every subscribed channel is told, and the cards of open reviews show or lose their buttons. */
export function createAnnounceKillSwitch(parts: AnnounceKillSwitchParts): (tx: Tx, state: KillSwitch) => Promise<void> {
  const { intents, channels, reviews, kick } = parts;
  return async (tx, state) => {
    const text = state.on ? killSwitchWords.thrown(state) : killSwitchWords.released(state);
    for (const channel of await channels.all(tx)) {
      await intents.notice(tx, `kill-switch:${state.at}`, channel, text, state.at);
    }
    for (const review of await reviews.listOpen(tx)) await intents.repaint(tx, review.id, state.at);
    kick();
  };
}
