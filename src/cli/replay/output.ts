import { backtestFigures } from '../../alerts/backtest-figures';
import { severities } from '../../core/severity';
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

/** The figures of the back-test's card in chat. */
export function summary(alerts: readonly ReplayAlert[]): string {
  const { posted, kept, sessions, bySeverity, noisiest } = backtestFigures(alerts);
  // Lower ones are not posted: they are in the line below.
  const counts = [...severities]
    .reverse()
    .filter((severity) => !['low', 'informational'].includes(severity))
    .map((severity) => `${bySeverity[severity]} ${severity}`);
  const reasons = noisiest.map(({ code, alerts: count }) => `${String(count).padStart(6)}  ${code}\n`);
  return `${posted} alerts would have been posted: ${counts.join(', ')}\n${kept} lower ones only kept; ${sessions} sessions in all\nnoisiest reasons, by posted alerts:\n${reasons.join('')}`;
}

/** Names come from the log: nothing of them may move a terminal's cursor. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, '.');
}
