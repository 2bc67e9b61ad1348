import { done } from '../../core/outcome';
import type { LogQuery, LogRow, LogSource } from '../../detection/ports';
import type { QueryName } from '../../detection/queries';
import type { ReplayQueries } from './bound-queries';
import { columnsOf, type ReplayRecord } from './record';

const day = 86_400_000;
/** Context queries look a day back from sessions that may themselves be three days old. */
const keptMs = 5 * day;
const mostTexts = 50_000;

/** The exported rows as a log: rows are added in ingestion order, and a query sees those of its window. */
export interface ReplaySource extends LogSource {
  add(record: ReplayRecord): void;
  /** True when console rows wait for the next poll. */
  hasConsoleRows(): boolean;
  /** True when rows of ordinary life wait for the next reading. */
  hasLifeRows(): boolean;
}

interface Window {
  readonly since: number;
  readonly watermark: number;
  readonly cutoff: number;
  readonly list: readonly string[];
}

export function replaySource(queries: ReplayQueries): ReplaySource {
  let console: ReplayRecord[] = [];
  let life: ReplayRecord[] = [];
  const activity = recentByPrincipal();
  const signIns = recentByPrincipal();
  const risks = recentByPrincipal(20 * day);
  const identities = recentByPrincipal(40 * day);
  const threats = recentByPrincipal(40 * day);
  const kept = rowKeeper();
  let now = 0;

  const run = (name: QueryName, tables: Record<string, LogRow[]>, list: readonly string[] = []) =>
    // Every shipped query filters or groups: over no rows it gives none, and most context tables are empty for most polls.
    done({
      rows: Object.values(tables).every(({ length }) => length === 0) ? [] : queries.run(name, { tables, list, now }),
    });

  /** Console rows are handed out once: the sink of the poll is the only reader, and replay's polls never fail. */
  function takeConsole({ since, watermark, cutoff }: Window) {
    const due = console.filter(({ ingested }) => ingested <= cutoff);
    console = console.filter(({ ingested }) => ingested > cutoff);
    return run('console', {
      AzureActivity: due.filter(({ at, ingested }) => at > since && ingested > watermark).map(({ row }) => row),
    });
  }

  let lifeDue: ReplayRecord[] = [];
  function takeLife({ since, cutoff }: Window) {
    lifeDue = life.filter(({ ingested, at }) => ingested <= cutoff && at > since);
    life = life.filter(({ ingested }) => ingested > cutoff);
    return run('life', { AzureActivity: lifeDue.filter(({ table }) => table !== 'signin').map(({ row }) => row) });
  }

  function answer(name: string, window: Window) {
    const { since, list, cutoff } = window;
    switch (name) {
      case 'console':
        return takeConsole(window);
      case 'life':
        return takeLife(window);
      case 'signin-life':
        return run('signin-life', byType(lifeDue.filter(({ table }) => table === 'signin')), list);
      case 'signins':
        return run('signins', byType(signIns.of(list, since, cutoff)), list);
      case 'activity':
        return run('activity', { AzureActivity: activity.of(list, since, cutoff).map(({ row }) => row) }, list);
      case 'risk':
        return run('risk', { AADUserRiskEvents: risks.of(list, since, cutoff).map(({ row }) => row) }, list);
      case 'identity':
        return run('identity', { IdentityInfo: identities.of(list, since, cutoff).map(({ row }) => row) }, list);
      case 'threat':
        return run('threat', { ThreatIntelIndicators: threats.of(list, since, cutoff).map(({ row }) => row) }, list);
      default:
        throw new Error(`replay has no rows for the query ${name}`);
    }
  }

  return {
    add(record) {
      now = Math.max(now, record.ingested);
      const { table, row } = record;
      if (table === 'console') console.push(record);
      if (table === 'console' || table === 'life') {
        life.push(record);
        activity.add(kept(record), [row.Caller]);
      } else if (table === 'signin') {
        life.push(record);
        signIns.add(kept(record), [
          row.UserPrincipalName,
          row.UserId,
          row.ServicePrincipalId,
          row.ServicePrincipalName,
        ]);
      } else if (table === 'risk') risks.add(record, [row.UserId, row.UserPrincipalName]);
      else if (table === 'identity') identities.add(record, [row.AccountObjectId, row.AccountUPN]);
      else threats.add(record, [row.ObservableValue]);
    },
    hasConsoleRows: () => console.length > 0,
    hasLifeRows: () => life.length > 0,
    query: async (query) => answer(query.name, windowOf(query)),
  };
}

function windowOf({ parameters, timespan }: LogQuery): Window {
  const time = (name: string, otherwise: number) => {
    const value = parameters[name];
    return typeof value === 'object' && 'datetime' in value ? value.datetime : otherwise;
  };
  const list = parameters.principals ?? parameters.addresses;
  return {
    since: time('since', timespan.from),
    watermark: time('watermark', Number.NEGATIVE_INFINITY),
    cutoff: time('cutoff', timespan.to),
    list: Array.isArray(list) ? (list as readonly string[]) : [],
  };
}

function byType(records: readonly ReplayRecord[]): Record<string, LogRow[]> {
  const tables: Record<string, LogRow[]> = {};
  for (const { row } of records) {
    const name = String(row.Type);
    const list = tables[name] ?? [];
    list.push(row);
    tables[name] = list;
  }
  return tables;
}

/** What the contexts of days need of a row, in texts that all rows share: one person's rows differ in little but their time. */
function rowKeeper(): (record: ReplayRecord) => ReplayRecord {
  const texts = new Map<string, string>();
  const shared = (text: string) => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    if (texts.size >= mostTexts) texts.clear();
    texts.set(text, text);
    return text;
  };
  return (record) => {
    const columns = columnsOf[record.table === 'console' ? 'life' : record.table] ?? [];
    const row: Record<string, unknown> = {};
    for (const column of columns) {
      const value = record.row[column];
      if (value !== undefined) row[column] = typeof value === 'string' ? shared(value) : value;
    }
    return { ...record, row };
  };
}

/** The recent rows of a table by the names they may be asked for; older ones are dropped as new ones come. */
function recentByPrincipal(keep = keptMs) {
  const lists = new Map<string, ReplayRecord[]>();
  let pruned = Number.NEGATIVE_INFINITY;

  function prune(before: number): void {
    for (const [name, list] of lists) {
      const from = list.findIndex(({ ingested }) => ingested >= before);
      if (from < 0) lists.delete(name);
      else if (from > 0) lists.set(name, list.slice(from));
    }
  }

  return {
    add(record: ReplayRecord, names: readonly unknown[]): void {
      for (const name of new Set(names.filter((of): of is string => typeof of === 'string' && of !== ''))) {
        const key = name.toLowerCase();
        const list = lists.get(key);
        if (list === undefined) lists.set(key, [record]);
        else list.push(record);
      }
      if (record.ingested < pruned + day / 2) return;
      pruned = record.ingested;
      prune(pruned - keep);
    },
    of(names: readonly string[], since: number, cutoff: number): ReplayRecord[] {
      const found = new Set<ReplayRecord>();
      for (const name of names) {
        for (const record of lists.get(name) ?? [])
          if (record.at > since && record.ingested <= cutoff) found.add(record);
      }
      return [...found];
    },
  };
}
