import type { FuzzReport } from './fuzz/run-fuzz';
import type { KillReport } from './kill/run-kills';
import type { TextReport } from './texts/run-texts';

export function table(rows: readonly (readonly [string, string | number])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

export function killTable(report: KillReport): readonly string[] {
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${name} ${count}`)
      .join(', ');
  return table([
    ['kills', list(report.kills)],
    ['wire faults', list(report.faults)],
    ['alerts', report.alerts],
    ['presses', report.presses],
    ['sent again under the same id', report.resent],
    ['plans applied and proved', report.applied],
    ['cards posted again after a lost answer', report.duplicates],
    ['audit entries, chain whole', report.auditEntries],
    ['largest memory of the process, MiB', report.peakMemory],
    ['losses', report.losses.length],
  ]);
}

export function fuzzTable({ inputs, answers, peakMemory, losses }: FuzzReport): readonly string[] {
  const list = [...answers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `${name} ×${count}`);
  return table([
    ['inputs to /api/messages', inputs],
    ['answers', list.join(', ')],
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
