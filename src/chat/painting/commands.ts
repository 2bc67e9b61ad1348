import type { Item } from '../../review/plan/plan';
import type { Review } from '../../review/review';
import type { Card } from '../ports';
import { outside } from '../words/escape';
import { count, type SubscriptionNames } from '../words/names';
import { alarm, facts, strong } from '../words/piece';
import { itemTitle } from '../words/review';
import { execute } from './actions';
import { fitting } from './fit';
import { code, row, runs } from './runs';
import { expand } from './template';

/** The same by hand: each line of a review with its commands to copy, and the way back. It stands in the review's own place for who pressed. */
export function paintCommands(review: Review, names: SubscriptionNames = {}): Card {
  const lines = review.items.filter(({ commands }) => commands.length > 0);
  const withLines = (most: number) => {
    const rest = lines.slice(most).length;
    const more =
      rest > 0 && alarm(`${count(rest, 'line')} found no room here: leave lines out, or start a smaller review`);
    return expand('review', {
      style: 'emphasis',
      headline: runs(
        facts(
          strong(`COMMANDS of ${outside(review.id, 12)}`),
          lines.length === 0 ? 'nothing to run: every line is kept' : 'they change Azure at once, without an approval',
        ),
      ),
      marks: [],
      first: [],
      items: lines.slice(0, most).map((item) => commandRow(review, item, names)),
      rows: more ? [row({ label: 'MORE', facts: [more] })] : [],
      whyNoButtons: '',
      actions: [execute('open', `Back to ${review.id}`, { subject: review.id })],
      folds: [],
    });
  };
  return fitting([() => withLines(20), () => withLines(10), () => withLines(5), () => withLines(1)]);
}

function commandRow({ exposure }: Review, item: Item, names: SubscriptionNames): object {
  const path = exposure?.paths.find(({ id }) => item.pathIds.includes(id));
  return {
    canToggle: false,
    toggle: null,
    box: item.ticked ? '☑' : '☐',
    title: runs([strong(itemTitle(item, path, names))]),
    facts: runs([
      item.task === undefined ? (item.ticked ? 'part of the plan' : 'not part of the plan') : 'a task for people',
    ]),
    code: code(item.commands),
    actions: [],
  };
}
