import type { Alert } from '../../alerts/alert';
import { contractLine } from '../../alerts/contract-line';
import { counts } from '../../alerts/figures';
import { parseSpan } from '../grammar';
import { exportList } from '../painting/alert-lists';
import type { Ask } from '../room';
import type { PagedList } from './list';
import { raisedSince } from './readable';

const day = 86_400_000;

/** The span named first in the arguments, `30d` when none is; and how it was written. */
export function spanOf(args: string): { readonly ms: number; readonly words: string } {
  const [first = ''] = args.trim().split(' ');
  const ms = parseSpan(first);
  return ms === undefined ? { ms: 30 * day, words: '30d' } : { ms, words: first.toLowerCase() };
}

/** What `export` gives: real alerts the asker may read, oldest first, drills left out. */
export async function alertsToExport(ask: Ask, from: number): Promise<{ alerts: readonly Alert[]; cut: boolean }> {
  const { alerts, cut } = await raisedSince(ask, from);
  const real = alerts.filter((alert) => alert.drill !== true);
  return { alerts: [...real].sort((a, b) => a.raisedAt - b.raisedAt), cut };
}

/** One line an alert: the contract of `replay`, and what people decided. */
export function exportLines(alerts: readonly Alert[]): string {
  return alerts
    .map((alert) => {
      const { status, resolution } = alert;
      const decided =
        resolution === undefined
          ? {}
          : {
              disposition: resolution.disposition,
              sentence: resolution.sentence,
              resolvedAt: new Date(resolution.at).toISOString(),
            };
      const muted = counts(alert) ? {} : { muted: true };
      return `${JSON.stringify({ ...contractLine(alert), status, ...decided, ...muted })}\n`;
    })
    .join('');
}

/** The same as pages of a card, for channels: Teams has no files from bots there. */
export const exportedAlerts: PagedList = {
  id: 'export',
  needs: 'export',
  async read(ask, args) {
    const { ms, words } = spanOf(args);
    const { alerts, cut } = await alertsToExport(ask, ask.now - ms);
    return {
      state: exportList({ alerts: [...alerts].reverse(), now: ask.now, window: words, cut }),
      summary: `Export ${words}: ${alerts.length} alerts`,
    };
  },
};
