import type { ReplayAlert } from './options';

/** One alert a line, as design §5 fixes it. */
export function ndjson(alerts: readonly ReplayAlert[]): string {
  return alerts.map((alert) => `${JSON.stringify(alert)}\n`).join('');
}

const columns = [
  'alert',
  'raised',
  'severity',
  'score',
  'principal',
  'sessions',
  'machines',
  'from',
  'strongest reason',
];

/** The same for reading: one line an alert, columns aligned, control characters shown as dots. */
export function table(alerts: readonly ReplayAlert[]): string {
  const rows = alerts.map((alert) => [
    alert.alertId,
    alert.raisedAt.slice(0, 16).replace('T', ' '),
    alert.severity,
    String(alert.score),
    alert.principal.displayName,
    String(alert.sessions),
    String(alert.targets.length),
    alert.sourceIps[0] ?? '-',
    alert.reasons[0]?.text ?? 'nothing speaks against it',
  ]);
  const all = [columns, ...rows].map((row) => row.map(plain));
  const widths = columns.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)));
  return all
    .map(
      (row) =>
        `${row
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** Names come from the log: nothing of them may move a terminal's cursor. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, '.');
}
