import { asnOf } from '../../local/tenant/lines';
import { day, minute } from '../../local/tenant/time';
import type { ConsoleUse } from './console-uses';
import type { Page } from './page';

export interface PublishedRule {
  readonly name: string;
  run(uses: readonly ConsoleUse[]): readonly Page[];
}

/** The rules run on a schedule of five minutes and rate everything medium, as the published ones do. */
function page(use: ConsoleUse, reason: string): Page {
  return {
    pagedAt: Math.ceil(use.visibleAt / (5 * minute)) * 5 * minute,
    openedAt: use.at,
    severity: 'medium',
    correlationIds: [use.correlationId],
    principal: use.principal,
    reasons: [reason],
  };
}

/** Pages on a value not seen among successful connects in the `window` before. */
function newTerm(
  uses: readonly ConsoleUse[],
  window: number,
  termsOf: (use: ConsoleUse) => readonly string[],
): readonly Page[] {
  const lastSeen = new Map<string, number>();
  const pages: Page[] = [];
  for (const use of uses) {
    if (!use.success) continue;
    const terms = termsOf(use);
    const fresh = terms.filter((term) => use.at - (lastSeen.get(term) ?? Number.NEGATIVE_INFINITY) > window);
    if (fresh.length > 0) pages.push(page(use, `new: ${fresh.join(', ')}`));
    for (const term of terms) lastSeen.set(term, Math.max(use.at, lastSeen.get(term) ?? 0));
  }
  return pages;
}

/** Three rules as published: any success; Elastic's new pair of principal and network in 7 days; new caller or address in 30 days. */
export const publishedRules: readonly PublishedRule[] = [
  {
    name: 'any successful connect',
    run: (uses) => uses.filter(({ success }) => success).map((use) => page(use, 'connected')),
  },
  {
    name: 'new principal and network in 7 days',
    run: (uses) => newTerm(uses, 7 * day, (use) => [`${use.principal} on ${asnOf(use.address) ?? use.address}`]),
  },
  {
    name: 'new caller or new address in 30 days',
    run: (uses) => newTerm(uses, 30 * day, (use) => [`caller ${use.principal}`, `address ${use.address}`]),
  },
];
