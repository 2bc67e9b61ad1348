import type { SweepHolder } from '../../review/sweep/sweep';
import { noSweepList, sweepList } from '../painting/sweep-list';
import { inSentences } from '../presses/review/review-press';
import type { SubscriptionNames } from '../words/names';
import type { PagedList } from './list';

/** `review subscription [person | subscription]`, from one reading for a quarter of an hour, so that pages belong together. */
export const sweptSubscriptions: PagedList = {
  id: 'sweep',
  needs: 'request-review',
  async read({ room, actor }, args) {
    const outcome = await room.reviews.acts.sweep();
    if (!outcome.ok) return { state: noSweepList(inSentences(outcome)), summary: 'The sweep could not be made' };
    const names = room.subscriptionNames();
    const filter = args.trim();
    const rows = outcome.value.unused.filter((holder) => filter === '' || fits(holder, filter.toLowerCase(), names));
    return {
      state: sweepList({
        sweep: outcome.value,
        rows,
        names,
        reader: actor.objectId,
        ...(filter === '' ? {} : { filter }),
      }),
      summary: `Could use the console, or run commands without it, and has not in 90 days: ${rows.length}`,
    };
  },
};

function fits(
  { name, userPrincipalName, principalId, subscriptionId }: SweepHolder,
  wanted: string,
  names: SubscriptionNames,
) {
  return [name, userPrincipalName, principalId, subscriptionId, names[subscriptionId.toLowerCase()]].some((text) =>
    text?.toLowerCase().includes(wanted),
  );
}
