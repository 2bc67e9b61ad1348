import type { LogRow } from '../../detection/ports';
import { type QueryName, readQuery } from '../../detection/queries';
import { type BoundQuery, bindQuery, type GeoLookup, type Schema, workspaceSchema } from '../../local/kql';
import { epochMsFromTicks } from '../../local/kql/values/datetime';

/** Lists vary from run to run while the query stays bound: as a table, which KQL's `in` takes as well as an array. */
const lists = 'ReplayLists';
const schema: Schema = { ...workspaceSchema, [lists]: [{ name: 'value', type: 'string' }] };

/**
 * The parameters in front of the shipped text. Replay hands each run exactly the rows of its window, so the times only have to let them through.
 */
const parameters = `let since = datetime(1900-01-01); let watermark = datetime(1900-01-01); let cutoff = datetime(9999-12-31);
let principals = ${lists} | project value; let addresses = ${lists} | project value;
`;

export interface ReplayQueries {
  /** Runs a shipped query, bound once, over these rows. */
  run(
    name: QueryName,
    input: { tables: Readonly<Record<string, readonly LogRow[]>>; list?: readonly string[]; now: number },
  ): LogRow[];
}

export function bindReplayQueries(geo: GeoLookup): ReplayQueries {
  const bound = new Map<QueryName, BoundQuery>();
  return {
    run(name, { tables, list = [], now }) {
      let query = bound.get(name);
      if (query === undefined) {
        query = bindQuery(parameters + readQuery(name), schema);
        bound.set(name, query);
      }
      const { columns, rows } = query.run({
        tables: { ...tables, [lists]: list.map((value) => ({ value })) },
        now,
        geo,
      });
      return rows.map((row) => {
        const named: Record<string, unknown> = {};
        columns.forEach(({ name: column, type }, index) => {
          const value = row[index] ?? null;
          named[column] = type === 'datetime' && typeof value === 'bigint' ? new Date(epochMsFromTicks(value)) : value;
        });
        return named;
      });
    },
  };
}
