import { dispositions } from '../../alerts/alert';
import { type Figures, loudSeverities, type Spread } from '../../alerts/figures';
import type { Card } from '../ports';
import { outside, plain } from '../words/escape';
import { count, dispositionWords } from '../words/names';
import { alarm, type Fact, facts, quiet, strong } from '../words/piece';
import { date, duration } from '../words/time';
import { row, runs } from './runs';
import { expand } from './template';

export interface ReportState {
  readonly figures: Figures;
  /** `30d`. */
  readonly window: string;
  /** There were more alerts than were counted. */
  readonly cut: boolean;
}

const colours = { critical: 'attention', high: 'warning', medium: 'neutral' } as const;

/** `report`: the numbers of a time, the weeks as a chart where the client draws charts, as bars of text where not. Nobody is named or ranked. */
export function paintReport({ figures, window, cut }: ReportState): Card {
  const { total, weeks } = figures;
  const title: readonly Fact[] = [
    strong(`Report of the last ${plain(window, 10)}`),
    `${date(figures.from)} to ${date(figures.to)}`,
  ];
  return expand('report', {
    headline: runs(title),
    marks: cut ? [{ inlines: runs([alarm('Only the newest alerts are counted: name a shorter time.')]) }] : [],
    hasChart: total > 0,
    chartTitle: 'Alerts by week and severity',
    series: loudSeverities.map((severity) => ({
      legend: severity,
      color: colours[severity],
      values: weeks.map(({ startsAt, bySeverity }) => ({ x: date(startsAt), y: bySeverity[severity] })),
    })),
    bars: weekBars(figures).map((text) => ({ inlines: [{ type: 'TextRun', text, fontType: 'Monospace' }] })),
    rows: lines(figures).map(row),
    footer: runs([quiet('Drills and what mutes hid are not in it. Times run from the first card.')]),
  });
}

/** Lock-screen line. */
export function reportSummary({ figures, window }: ReportState): string {
  return plain(`Report ${window}: ${count(figures.total, 'alert')}, ${figures.unresolved} unresolved`, 200);
}

/** On a phone a line has some forty letters. */
const widest = 10;
const short = { critical: 'crit', high: 'high', medium: 'med' } as const;

/** `2 Feb  ███████  7 (1 crit, 6 med)`, a line a week, scaled to the fullest. */
function weekBars({ weeks }: Figures): readonly string[] {
  const sums = weeks.map(({ bySeverity }) => loudSeverities.reduce((sum, severity) => sum + bySeverity[severity], 0));
  const most = Math.max(1, ...sums);
  return weeks.map(({ startsAt, bySeverity }, index) => {
    const sum = sums[index] ?? 0;
    const bar = '█'.repeat(sum === 0 ? 0 : Math.max(1, Math.round((sum / most) * widest)));
    const parts = loudSeverities.filter((severity) => bySeverity[severity] > 0);
    const what = parts.map((severity) => `${bySeverity[severity]} ${short[severity]}`).join(', ');
    // No-break spaces: clients fold ordinary ones.
    return `${date(startsAt).padEnd(7, '\u00a0')}${bar}${bar === '' ? '' : ' '}${sum}${what === '' ? '' : ` (${what})`}`;
  });
}

function lines(figures: Figures): readonly { readonly label: string; readonly facts: readonly Fact[] }[] {
  const { bySeverity, total, kept, unresolved, noisiest } = figures;
  const resolved = dispositions.filter((each) => figures.dispositions[each] > 0);
  return [
    {
      label: 'ALERTS',
      facts: facts(
        strong(count(total, 'alert')),
        ...loudSeverities.map((severity) => bySeverity[severity] > 0 && `${bySeverity[severity]} ${severity}`),
        unresolved > 0 && alarm(`${unresolved} unresolved`),
        `${count(kept, 'lower one')} only kept`,
      ),
    },
    { label: 'MTTA', facts: spreadFacts(figures.toAcknowledge, 'nothing was acknowledged') },
    { label: 'MTTR', facts: spreadFacts(figures.toResolve, 'nothing was resolved') },
    {
      label: 'VERDICTS',
      facts:
        resolved.length === 0
          ? ['none yet']
          : resolved.map((each) => `${figures.dispositions[each]} ${dispositionWords[each].name}`),
    },
    {
      label: 'NOISIEST',
      facts:
        noisiest.length === 0
          ? ['no reason yet']
          : noisiest.map(
              ({ code, alerts, honest }) =>
                `${reasonName(code)}: ${honest} of ${count(alerts, 'alert')} honest or wrong`,
            ),
    },
  ];
}

function spreadFacts({ cases, mean, median }: Spread, none: string): readonly Fact[] {
  if (mean === undefined || median === undefined) return [none];
  return facts(
    strong(`${duration(mean)} on average`),
    `median ${duration(median)}`,
    quiet(`over ${count(cases, 'alert')}`),
  );
}

/** `new-country-for-principal` as words. */
export function reasonName(code: string): string {
  return outside(code.replaceAll('-', ' '), 60);
}
