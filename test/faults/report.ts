import type { FuzzReport } from './fuzz/run-fuzz';
import type { InstancesReport } from './instances/run-instances';
import type { KillReport } from './kill/run-kills';
import type { RunFigures } from './run-figures';
import type { TextReport } from './texts/run-texts';
import type { WiresReport } from './wires/run-wires';

export function table(rows: readonly (readonly [string, string | number])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

/** A row of the table that closes the run; what a row has none of is left empty. */
export interface Line {
  readonly name: string;
  readonly kills?: number;
  readonly faults?: number;
  readonly inputs?: number;
  /** MiB. */
  readonly peakMemory?: number;
  readonly losses: number;
  readonly seconds: number;
}

const columns = ['kills', 'faults', 'inputs', 'MiB', 'losses', 'seconds'] as const;

export function closingTable(lines: readonly Line[]): readonly string[] {
  const cells = lines.map(({ name, kills, faults, inputs, peakMemory, losses, seconds }) => [
    name,
    ...[kills, faults, inputs, peakMemory, losses, seconds].map((value) => String(value ?? '')),
  ]);
  const wide = 9;
  return [['', ...columns], ...cells].map(
    ([name = '', ...values]) => `  ${name.padEnd(10)}${values.map((value) => value.padStart(wide)).join('')}`,
  );
}

const counted = (counts: ReadonlyMap<string, number>, sign = ' ') =>
  [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name}${sign}${count}`)
    .join(', ');

/** What a run with kills ends on. */
const kept = ({ applied, duplicates, auditEntries, peakMemory, losses }: RunFigures) =>
  [
    ['plans applied and proved', applied],
    ['cards posted again after a lost answer', duplicates],
    ['audit entries, chain whole', auditEntries],
    ['largest memory of a process, MiB', peakMemory],
    ['losses', losses.length],
  ] as const;

export function killTable(report: KillReport): readonly string[] {
  return table([
    ['kills', counted(report.kills)],
    ['wire faults', counted(report.faults)],
    ['alerts', report.alerts],
    ['presses', report.presses],
    ['sent again under the same id', report.resent],
    ...kept(report),
  ]);
}

export function fuzzTable({ inputs, answers, resent, peakMemory, losses }: FuzzReport): readonly string[] {
  return table([
    ['inputs to /api/messages', inputs],
    ['answers', counted(answers, ' ×')],
    ['sent again, the idle connection was closed', resent],
    ['largest memory of the process, MiB', peakMemory],
    ['losses', losses.length],
  ]);
}

export function textTable({ inputs, cards, losses }: TextReport): readonly string[] {
  return table([
    ['hostile texts bound into queries', inputs],
    ['cards drawn by the official renderer', cards],
    ['losses', losses.length],
  ]);
}

export function instancesTable(report: InstancesReport): readonly string[] {
  const { takeOvers, outcomes } = report;
  const longest =
    takeOvers.length === 0 ? 'none needed' : `${takeOvers.length}, the longest ${Math.max(...takeOvers).toFixed(1)} s`;
  return table([
    ['kills among three instances', report.kills],
    ['take-overs of the duties', longest],
    ['presses', `${report.presses}, ${report.rate.toFixed(1)} a second`],
    ['answered in the end', `${outcomes.done} done, ${outcomes.refused} refused, ${outcomes.unanswered} not`],
    ['sent again under the same id', report.resent],
    ['alerts', report.alerts],
    ['decisions told once and in order', report.told],
    ...kept(report),
  ]);
}

export function wiresTable({ rows, skipped, peakMemory, losses }: WiresReport): readonly string[] {
  return table([
    ...rows.map(
      ({ name, faults, inputs, seconds, losses: lost }) =>
        [name, `${faults} faults, ${inputs} inputs, ${lost} losses, ${seconds} s`] as const,
    ),
    ...skipped.map((name) => [name, 'SKIPPED'] as const),
    ['largest memory of the process, MiB', peakMemory],
    ['losses', losses.length],
  ]);
}
