import { isWithin } from '../../core/resource-id';
import type { UsageRow } from '../ports';
import type { PathUsage } from './exposure';

/** How far back use is counted. */
export const usageWindowMs = 90 * 24 * 3_600_000;

/** What a principal did below a scope: the log knows the resource, not the assignment, so overlapping assignments share the use. */
export function usageBelow(
  rows: readonly UsageRow[],
  principalId: string,
  scope: string,
  window: { readonly from: number; readonly to: number },
): PathUsage {
  const own = rows.filter((row) => row.principalId === principalId && isWithin(row.resourceId, scope));
  const lastConsoleAt = latest(own.map((row) => row.lastConsoleAt));
  const lastAt = latest(own.map((row) => row.lastAt));
  return {
    ...window,
    consoleUses: sum(own.map((row) => row.consoleUses)),
    operations: sum(own.map((row) => row.operations)),
    ...(lastConsoleAt === undefined ? {} : { lastConsoleAt }),
    ...(lastAt === undefined ? {} : { lastAt }),
    resources: own.map((row) => ({
      id: row.resourceId,
      operations: row.operationNames,
      console: row.consoleUses > 0,
      lastAt: row.lastAt,
    })),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  return times.reduce((last, at) => (at !== undefined && (last === undefined || at > last) ? at : last), undefined);
}
