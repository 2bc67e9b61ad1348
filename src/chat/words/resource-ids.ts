import { outside } from './escape';
import { type SubscriptionNames, scopeName } from './names';

/** A full Azure id inside a sentence; ends where a sentence would go on. */
const azureId = /\/(?:subscriptions|providers\/microsoft\.management)\/[^\s"'“”,;()<>]*[^\s"'“”,;()<>.:]/gi;

/** A sentence of the review room with full resource ids put as people say them: `RG ops`, `dc01`, `sub prod-01`. */
export function withoutIds(text: string, longest: number, names: SubscriptionNames = {}): string {
  return outside(
    text.replace(azureId, (id) => scopeName(id, names)),
    longest,
  );
}
