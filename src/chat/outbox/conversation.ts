import type { Tx } from '../../core/unit-of-work';
import { laneOf } from '../intents';
import type { CardRefStore, Intent } from '../stores';

/** The conversation whose limits a message counts against. A reply wished for before its thread was open waits in a lane of its own and counts here all the same. */
export function conversationOf(refs: Pick<CardRefStore, 'ofSubject'>) {
  return async (tx: Tx, { lane, delivery }: Intent): Promise<string> => {
    if (delivery.kind !== 'reply') return lane;
    const thread = (await refs.ofSubject(tx, delivery.threadOf)).find(({ opensThread }) => opensThread);
    return thread === undefined ? lane : laneOf(thread.conversationId);
  };
}
