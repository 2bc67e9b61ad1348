import { sentenceCase } from '../presses/review/review-press';
import { replies } from '../words/replies';
import type { FileKind } from './made-file';
import { sweepCsv } from './sweep-csv';

/** `review subscription file`. */
export const sweepFile: FileKind = {
  offer: 'sweep',
  needs: 'request-review',
  subject: 'subscriptions',
  async make({ room }) {
    const outcome = await room.reviews.acts.sweep();
    if (!outcome.ok) return { says: sentenceCase(outcome.message) };
    const { unused } = outcome.value;
    if (unused.length === 0) return { says: replies.sweepEmpty };
    const content = sweepCsv(outcome.value, room.subscriptionNames());
    return { content, rows: unused.length, stored: replies.sweepStored(unused.length) };
  },
};
