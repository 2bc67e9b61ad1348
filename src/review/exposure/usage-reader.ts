import { kqlFile } from '../../core/kql-file';
import { done, type Outcome, refuse } from '../../core/outcome';
import { normalizeObjectId } from '../../core/principal';
import type { UsageFailure, UsageReader, UsageRow } from '../ports';

/** The part of the log source this room uses; `LogSource.query` of detection fits as it is. */
export type RunQuery = (query: {
  readonly name: string;
  readonly text: string;
  readonly parameters: Readonly<
    Record<string, string | number | boolean | { readonly datetime: number } | readonly string[]>
  >;
  readonly timespan: { readonly from: number; readonly to: number };
}) => Promise<
  Outcome<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }, Exclude<UsageFailure, 'bad-row'>>
>;

export const usageQueryName = 'usage-summary';

/** The shipped text. */
export function usageQueryText(): string {
  return kqlFile('review', usageQueryName);
}

/** A `UsageReader` over the log, by the shipped summary query. */
export function usageFromLog(run: RunQuery, text = usageQueryText()): UsageReader {
  return {
    async usage({ principalIds, from, to }) {
      const answer = await run({
        name: usageQueryName,
        text,
        parameters: {
          principals: principalIds.map((id) => normalizeObjectId(id).replaceAll('-', '')),
          windowStart: { datetime: from },
          windowEnd: { datetime: to },
        },
        timespan: { from, to },
      });
      return answer.ok ? decode(answer.value.rows) : answer;
    },
  };
}

function decode(rows: readonly Readonly<Record<string, unknown>>[]): Outcome<readonly UsageRow[], UsageFailure> {
  const decoded: UsageRow[] = [];
  for (const row of rows) {
    const usage = decodeUsageRow(row);
    if (!usage) {
      return refuse('bad-row', 'the usage query answered a row without principal, resource or time', 'see the log');
    }
    decoded.push(usage);
  }
  return done(decoded);
}

/** One row of `usage-summary.columns.json`; undefined when it lacks what makes it a row. */
export function decodeUsageRow(row: Readonly<Record<string, unknown>>): UsageRow | undefined {
  const { PrincipalId: principal, ResourceId: resource, OperationNames: names } = row;
  const lastAt = instant(row.LastAt);
  if (typeof principal !== 'string' || typeof resource !== 'string' || lastAt === undefined) return undefined;
  const lastConsoleAt = instant(row.LastConsoleAt);
  return {
    principalId: normalizeObjectId(principal),
    resourceId: resource.toLowerCase(),
    consoleUses: Number(row.ConsoleUses ?? 0),
    ...(lastConsoleAt === undefined ? {} : { lastConsoleAt }),
    operations: Number(row.Operations ?? 0),
    operationNames: Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [],
    lastAt,
  };
}

function instant(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  const at = typeof value === 'string' && value !== '' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
