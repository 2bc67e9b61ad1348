import { writeFileSync } from 'node:fs';
import { aligned } from './table';

/** One promise of the project beside what was measured in this run: kept when `measured` is at most `limit`. */
export interface Goal {
  readonly name: string;
  readonly measured: number;
  readonly limit: number;
  /** `×` for a ratio, `ms`, `MB`, `%`, `lost` … */
  readonly unit: string;
  /** What the measure stands against, in words with its own figure: `JSON.parse of the same file 812 ms`. */
  readonly floor?: string;
}

export function goal(name: string, measured: number, limit: number, unit: string, floor?: string): Goal {
  return { name, measured, limit, unit, ...(floor === undefined ? {} : { floor }) };
}

/** A figure that is not a number is a measurement that failed, never a goal that was kept. */
export const kept = ({ measured, limit }: Goal): boolean => measured <= limit;

/** `bench/all` names a file here and reads the goals of each bench back from it. */
export const resultsVariable = 'BENCH_RESULTS';

/** The table, then one summary line. */
export function describeGoals(goals: readonly Goal[]): string {
  const rows = goals.map((each) => [
    kept(each) ? 'ok' : 'MISSED',
    each.name,
    figure(each.measured, each.unit),
    `≤ ${figure(each.limit, each.unit)}`,
    each.floor ?? '',
  ]);
  const missed = goals.filter((each) => !kept(each)).map(({ name }) => name);
  const summary =
    missed.length === 0
      ? `${goals.length} of ${goals.length} goals kept`
      : `${goals.length - missed.length} of ${goals.length} goals kept; missed: ${missed.join(', ')}`;
  return `${aligned([['', 'goal', 'measured', 'limit', 'against'], ...rows])}\n${summary}\n`;
}

/** Prints the table and the summary as the last line; exits 0 when every goal is kept, 1 otherwise. */
export function report(goals: readonly Goal[]): never {
  const file = process.env[resultsVariable];
  if (file !== undefined) writeFileSync(file, JSON.stringify(goals));
  process.stdout.write(describeGoals(goals));
  process.exit(goals.length > 0 && goals.every(kept) ? 0 : 1);
}

/** A bench's last line of code: measures, lets go of everything, then reports; a measurement that fails is told and exits 1. */
export function runBench(name: string, measure: () => Promise<readonly Goal[]>): void {
  measure().then(report, (error: unknown) => {
    process.stderr.write(`bench:${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  });
}

function figure(value: number, unit: string): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}
