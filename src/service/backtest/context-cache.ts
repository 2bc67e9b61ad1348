import { done, type Outcome } from '../../core/outcome';
import { reach } from '../../detection/context/gather';
import { instant, text } from '../../detection/decode/values';
import { latenessMs } from '../../detection/poll/config';
import type { LogFailure, LogQuery, LogRow, LogSource } from '../../detection/ports';
import { readQuery } from '../../detection/queries';

export type ContextName = keyof typeof reach;

export interface Span {
  /** Epoch milliseconds; ingestion time where the service knows it. */
  readonly from: number;
  readonly to: number;
}

const day = 86_400_000;
/** When a context row is visible: the queries do not say, and replay takes the same delay for rows without `_IngestionTime`. */
const usualDelayMs = 5 * 60_000;
/** A session judged in a slice may have begun this long before it: its rows came late, or it has its second look. */
const earlierMs = latenessMs + day;

/** Which columns name whom a row is about, and when it happened. */
const shapes: Readonly<Record<ContextName, { readonly names: readonly string[]; readonly at?: string }>> = {
  signins: { names: ['ObjectId', 'UserName'], at: 'TimeGenerated' },
  activity: { names: ['Principal'], at: 'FirstAt' },
  risk: { names: ['ObjectId', 'UserName'], at: 'TimeGenerated' },
  identity: { names: ['ObjectId', 'UserName'], at: 'TimeGenerated' },
  threat: { names: ['Ip'] },
};

export const isContext = (name: string): name is ContextName => name in shapes;

/**
 * The context of one slice: a few queries over all its principals instead of five a poll, which would be thousands in thirty days. A poll is then
 * answered with what had happened by its time.
 */
export function contextCache(source: LogSource, { from, to }: Span) {
  const known = new Map<ContextName, Map<string, LogRow[]>>();
  const failed = new Map<ContextName, Outcome<never, LogFailure>>();

  async function ask(name: ContextName, list: readonly string[], cutoff: number) {
    const since = from - earlierMs - reach[name];
    const parameter = name === 'threat' ? { addresses: list } : { principals: list };
    return source.query({
      name,
      text: readQuery(name),
      parameters: { since: { datetime: since }, cutoff: { datetime: cutoff }, ...parameter },
      timespan: { from: since, to: cutoff },
    });
  }

  /** The directory query gives the newest state only: as it was before the slice, too. */
  const momentsOf = (name: ContextName) => (name === 'identity' ? [from, to] : [to]);

  async function load(name: ContextName, list: readonly string[]): Promise<void> {
    const table = known.get(name) ?? new Map<string, LogRow[]>();
    known.set(name, table);
    const missing = list.filter((key) => !table.has(key));
    if (missing.length === 0 || failed.has(name)) return;
    for (const key of missing) table.set(key, []);
    for (const moment of momentsOf(name)) {
      const answer = await ask(name, missing, moment);
      if (!answer.ok) {
        failed.set(name, answer);
        return;
      }
      for (const row of answer.value.rows)
        for (const column of shapes[name].names) table.get(text(row, column)?.toLowerCase() ?? '')?.push(row);
    }
  }

  return {
    load,
    /** A table that did not answer is refused for the whole slice, as a poll would be. */
    async answer(name: ContextName, query: LogQuery): Promise<Outcome<{ rows: readonly LogRow[] }, LogFailure>> {
      const list = listOf(query);
      await load(name, list);
      const refusal = failed.get(name);
      if (refusal !== undefined) return refusal;
      const table = known.get(name);
      const rows = [...new Set(list.flatMap((key) => table?.get(key) ?? []))];
      const visible = rows.map((row) => asOf(name, row, query)).filter((row) => row !== undefined);
      return done({ rows: name === 'identity' ? newestOf(visible) : visible });
    },
  };
}

function listOf({ parameters }: LogQuery): readonly string[] {
  const list = parameters.principals ?? parameters.addresses;
  return Array.isArray(list) ? (list as readonly string[]) : [];
}

function timeOf(query: LogQuery, name: 'since' | 'cutoff'): number {
  const value = query.parameters[name];
  return typeof value === 'object' && 'datetime' in value ? value.datetime : query.timespan.to;
}

/** The row as a poll at the query's cut-off saw it. */
function asOf(name: ContextName, row: LogRow, query: LogQuery): LogRow | undefined {
  const column = shapes[name].at;
  if (column === undefined) return row;
  const at = instant(row, column);
  const seen = timeOf(query, 'cutoff') - usualDelayMs;
  if (at === undefined || at <= timeOf(query, 'since') || at > seen) return undefined;
  const last = instant(row, 'LastAt');
  return name !== 'activity' || last === undefined || last <= seen
    ? row
    : { ...row, LastAt: new Date(seen).toISOString() };
}

function newestOf(rows: readonly LogRow[]): readonly LogRow[] {
  const newest = new Map<string, LogRow>();
  for (const row of rows) {
    const key = text(row, 'ObjectId') ?? '';
    const before = newest.get(key);
    if (before === undefined || (instant(row, 'TimeGenerated') ?? 0) > (instant(before, 'TimeGenerated') ?? 0))
      newest.set(key, row);
  }
  return [...newest.values()];
}
