import { atLeast } from '../../core/severity';
import { summarize, type Tally } from './tally';

export interface Column {
  readonly detector: string;
  readonly tallies: readonly Tally[];
}

/** A Markdown table, so that it can stand in the README as it is. */
export function summaryTable(columns: readonly Column[]): string {
  const head = [
    '',
    'attacks found',
    'at or above their severity',
    'false pages a week per 100 administrators',
    'median delay to a page',
  ];
  const rows = columns.map(({ detector, tallies }) => {
    const sum = summarize(tallies);
    const share = (count: number) => `${count} of ${sum.attacks}`;
    return [
      detector,
      share(sum.found),
      share(sum.atSeverity),
      sum.falseRate.toFixed(1),
      sum.medianDelay === undefined ? 'none' : `${sum.medianDelay.toFixed(1)} min`,
    ];
  });
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

/** Attacks that were missed or rated too low, with what the alert said. */
export function missedAttacks(seed: number, { attacks }: Tally): string {
  const lines = attacks
    .filter(({ found, atSeverity }) => !found || !atSeverity)
    .flatMap(({ scenario, variant, labelled, reached, pages }) => [
      `  seed ${seed} ${scenario} ${variant}: labelled ${labelled}, ${reached === undefined ? 'no alert' : `reached ${reached}`}`,
      ...pages.flatMap((page) => [
        `      ${describe(page.principal, page.openedAt, page.correlationIds)}`,
        ...page.reasons.map((reason) => `        ${reason}`),
      ]),
    ]);
  return lines.join('\n');
}

export function listFalsePages(seed: number, { falsePages }: Tally): string {
  return falsePages
    .filter(({ severity }) => atLeast(severity, 'medium'))
    .flatMap((page) => [
      `  seed ${seed} ${page.severity} ${describe(page.principal, page.openedAt, page.correlationIds)}`,
      ...page.reasons.map((reason) => `      ${reason}`),
    ])
    .join('\n');
}

function describe(principal: string, openedAt: number, ids: readonly string[]): string {
  return `${principal} ${new Date(openedAt).toISOString()} ${ids.length} attempts, first ${ids[0] ?? 'none'}`;
}
