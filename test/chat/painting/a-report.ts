import type { Figures } from '../../../src/alerts/figures';
import type { ReportState } from '../../../src/chat/painting/report';

const minute = 60_000;
const week = 7 * 86_400_000;
const monday = Date.UTC(2026, 1, 2);

/** February 2026: three weeks with alerts, one without. */
export function aReport(more: Partial<Figures> = {}, cut = false): ReportState {
  return {
    window: '30d',
    cut,
    figures: {
      from: monday,
      to: monday + 4 * week,
      weeks: [
        { startsAt: monday, bySeverity: { critical: 1, high: 2, medium: 4 } },
        { startsAt: monday + week, bySeverity: { critical: 0, high: 0, medium: 0 } },
        { startsAt: monday + 2 * week, bySeverity: { critical: 0, high: 1, medium: 2 } },
        { startsAt: monday + 3 * week, bySeverity: { critical: 0, high: 0, medium: 1 } },
      ],
      bySeverity: { critical: 1, high: 3, medium: 7 },
      total: 11,
      kept: 23,
      unresolved: 2,
      toAcknowledge: { cases: 10, mean: 14 * minute, median: 6 * minute },
      toResolve: { cases: 9, mean: 95 * minute, median: 56 * minute },
      dispositions: { malicious: 1, 'benign-expected': 6, misconfiguration: 1, 'false-positive': 1 },
      noisiest: [
        { code: 'new-network-for-principal', alerts: 8, honest: 6 },
        { code: 'new-machine-for-principal', alerts: 5, honest: 3 },
      ],
      ...more,
    },
  };
}
