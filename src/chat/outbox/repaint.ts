import { createHash } from 'node:crypto';
import { done, type Outcome } from '../../core/outcome';
import type { UnitOfWork } from '../../core/unit-of-work';
import type { Painted } from '../painter';
import type { Card, DeliveryFailure, Messenger } from '../ports';
import type { CardRef, CardRefStore } from '../stores';

export interface RepaintParts {
  readonly messenger: Pick<Messenger, 'update'>;
  readonly uow: UnitOfWork;
  readonly refs: CardRefStore;
}

/** Equal for cards that look and act alike to the last byte. */
export function fingerprint(card: Card): string {
  return createHash('sha256').update(JSON.stringify(card)).digest('base64url');
}

/**
 * Edits a card in place; one that would stay as it is is left alone, since Teams redraws an edited card and takes with it what somebody has begun to
 * type there. While an edit is under way nothing is known of what stands: an answer that is lost makes the next repaint be sent whatever it paints.
 */
export function createRepaint({ messenger, uow, refs }: RepaintParts) {
  return async (ref: CardRef, painted: Painted): Promise<Outcome<void, DeliveryFailure>> => {
    const { conversationId, activityId } = ref;
    const wanted = fingerprint(painted.card);
    if (ref.painted === wanted) return done(undefined);
    const note = (stands: string | undefined) =>
      uow.run((tx) => refs.notePainted(tx, conversationId, activityId, stands));
    if (ref.painted !== undefined) await note(undefined);
    const updated = await messenger.update(ref, activityId, painted);
    if (updated.ok) await note(wanted);
    // Somebody deleted the message: nothing left to repaint, and the state is safe elsewhere.
    if (!updated.ok && updated.reason === 'gone') {
      await uow.run((tx) => refs.remove(tx, conversationId, activityId));
      return done(undefined);
    }
    return updated;
  };
}
