import type { AlertStore } from '../../alerts/ports';
import type { StateStore } from '../../core/state';
import type { Tx } from '../../core/unit-of-work';
import { type Intents, laneOf } from '../intents';
import { fallbackFor, type RoutingParts } from '../routing';
import type { CardRefStore } from '../stores';
import { placeWords } from '../words/places';
import { noteTrouble, type Trouble } from './trouble';

export interface RelocateParts extends RoutingParts {
  readonly alerts: AlertStore;
  readonly refs: CardRefStore;
  readonly intents: Intents;
  readonly state: StateStore;
}

const mostMoved = 200;

/**
 * A channel is gone for the bot. It receives nothing more, `health` says so, and every unresolved alert that lived there goes on in the fallback channel; where
 * there is none, with the next channel that subscribes.
 */
export async function leaveChannel(
  tx: Tx,
  conversationId: string,
  trouble: Trouble,
  parts: RelocateParts,
): Promise<void> {
  const { alerts, refs, intents, channels } = parts;
  await channels.remove(tx, conversationId);
  await noteTrouble(tx, parts.state, conversationId, trouble);
  const open = await alerts.list(tx, { statuses: ['open', 'acknowledged'], minSeverity: 'medium', limit: mostMoved });
  const homes = await fallbackFor(tx, parts, conversationId);
  for (const { id, restricted } of open) {
    if (restricted !== undefined) continue;
    const cards = await refs.ofSubject(tx, id);
    const here = cards.filter((ref) => laneOf(ref.conversationId) === conversationId);
    for (const ref of here) await refs.remove(tx, ref.conversationId, ref.activityId);
    if (here.length === 0 || cards.some((ref) => ref.opensThread && !here.includes(ref))) continue;
    const text = placeWords.goesOnHere(id, trouble);
    for (const home of homes) await intents.post(tx, id, home, [], trouble.at, text);
  }
}
