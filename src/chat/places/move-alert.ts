import type { Alert } from '../../alerts/alert';
import { investigationIdOf } from '../../alerts/investigation/investigation';
import type { Tx } from '../../core/unit-of-work';
import { type Intents, laneOf } from '../intents';
import type { Person, Target } from '../ports';
import type { CardRefStore } from '../stores';

export interface MoveParts {
  readonly intents: Intents;
  readonly refs: CardRefStore;
}

/**
 * The alert goes on in the restricted channel: posted there, its reviews and its investigation below it; every card that stands in another channel is repainted as "moved" and
 * opens no thread any more.
 */
export async function moveToRestricted(
  tx: Tx,
  alert: Alert,
  target: Target,
  mentions: readonly Person[],
  { intents, refs }: MoveParts,
): Promise<void> {
  const { id, reviewIds, updatedAt } = alert;
  const below: string[] = [];
  for (const subject of [id, ...reviewIds, investigationIdOf(id)]) {
    const cards = await refs.ofSubject(tx, subject);
    for (const ref of cards) {
      if (ref.opensThread && laneOf(ref.conversationId) !== target.conversationId)
        await refs.put(tx, { ...ref, opensThread: false });
    }
    await intents.repaint(tx, subject, updatedAt);
    if (subject !== id && cards.length > 0) below.push(subject);
  }
  await intents.post(tx, id, target, mentions, updatedAt);
  for (const card of below) {
    await intents.reply(tx, id, { key: `moved:${card}`, summary: `${id}, moved here`, card }, updatedAt);
  }
}
