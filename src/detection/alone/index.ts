import { switchedBackOn } from './console';
import { elevatedWhileContained, roleForContained } from './contained';
import { loggingAlone } from './logging';
import { ownRights } from './own-rights';
import type { LoneFacts, LoneRule, LoneSignal } from './rule';

/** Operations that are an alert without any console use (issue 3: at least high at once); the first that stands names it. */
const rules: readonly LoneRule[] = [elevatedWhileContained, roleForContained, ownRights, switchedBackOn, loggingAlone];

export function loneSignal(facts: LoneFacts): LoneSignal | undefined {
  for (const rule of rules) {
    const found = rule(facts);
    if (found !== undefined) return found;
  }
  return undefined;
}
