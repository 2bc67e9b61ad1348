import type { Review } from '../../review/review';
import { outside } from './escape';
import { type SubscriptionNames, scopeName } from './names';
import { withoutIds } from './resource-ids';

/** The engine names the line a notice is about by its id; people know it by role and place. */
const aboutLine = /^(i\d+): /;

/** A notice of a review in words: `Contributor, RG web: a lock on the scope forbids deleting`. */
export function noticeText(
  { items, approval }: Pick<Review, 'items' | 'approval'>,
  text: string,
  names?: SubscriptionNames,
): string {
  const id = aboutLine.exec(text)?.[1];
  const change =
    approval?.plan.changes.find(({ itemId }) => itemId === id)?.change ?? items.find((item) => item.id === id)?.change;
  const rest = id === undefined ? text : text.replace(aboutLine, '');
  const removal = change?.kind === 'access' ? change.removals[0] : undefined;
  const about =
    removal === undefined ? '' : `${outside(removal.roleName, 60)}, ${scopeName(removal.snapshot.scope, names)}: `;
  return `${about}${withoutIds(rest, 200, names)}`;
}
