import type { Alert } from '../../../alerts/alert';
import type { DeskRefusal } from '../../../alerts/desk';
import { alertOfInquiry, denialWords, type InquiryAnswer } from '../../../alerts/inquiry';
import type { Outcome } from '../../../core/outcome';
import type { Tx } from '../../../core/unit-of-work';
import { refused, refusedBy } from '../../guard';
import { stamp } from '../../moves';
import { type Press, type PressAsk, typed } from '../press';
import { mostTyped } from './common';

/** The answer of whom a question was put to; the table of presses has let nobody else through. */
export const answer: Press = {
  verb: 'answer',
  needs: 'answer',
  async run(ask, subject, data) {
    const { room, actor } = ask;
    const alertId = alertOfInquiry(subject);
    // Only a question can be answered: on any other card the verb belongs to nobody.
    if (alertId === undefined) return (await refusedBy(ask, 'answer', subject)) ?? { kind: 'none' };
    const outcome = await room.uow.run((tx) => record(ask, tx, alertId, subject, data));
    if (!outcome.ok) return refused(outcome);
    room.kick();
    const painted = await room.painter.subject(subject, actor.objectId);
    return painted === undefined ? { kind: 'none' } : { kind: 'card', ...painted };
  },
};

async function record(
  ask: PressAsk,
  tx: Tx,
  alertId: string,
  inquiryId: string,
  data: Readonly<Record<string, unknown>>,
): Promise<Outcome<Alert, DeskRefusal>> {
  const { desk } = ask.room;
  const by = stamp(ask);
  const says = saysOf(typed(data, 'item'));
  const text = typed(data, 'sentence').slice(0, mostTyped);
  const answered = await desk.act(tx, alertId, { kind: 'answer', by, inquiryId, says, text }, ask.incoming.id);
  if (!answered.ok || says !== 'no' || answered.value.status !== 'resolved') return answered;
  if (answered.value.resolution?.disposition === 'malicious') return answered;
  // It was closed as harmless, and whoever must know says it was not: nobody may have to notice that by chance.
  const asked = answered.value.asks?.find(({ id }) => id === inquiryId);
  return desk.act(tx, alertId, { kind: 'reopen', at: by.at, reason: denialWords(by.name, asked?.to.asOwner) });
}

/** Anything unknown is taken for words, which answer no "was this you?": the rules refuse it. */
function saysOf(item: string): InquiryAnswer['says'] {
  return item === 'yes' || item === 'no' ? item : 'words';
}
