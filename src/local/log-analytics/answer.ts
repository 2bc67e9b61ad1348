import type { Clock } from '../../core/clock';
import {
  type BoundQuery,
  createQueryBinder,
  type GeoLookup,
  KqlError,
  NotSupportedByEmulator,
  type QueryResult,
  type Schema,
  wireRows,
} from '../kql';
import { badArgument, type Reply, refuse, refuseQuery } from './errors';
import type { Fault } from './faults';
import type { Preferences, QueryRequest } from './request';
import { type Interval, parseTimespan } from './timespan';
import type { WorkspaceStore } from './workspaces';

/** The service returns no more rows than this; the rest is cut off and said so. */
const maxRows = 500_000;

export interface Engine {
  readonly clock: Clock;
  readonly geo: GeoLookup;
  readonly store: WorkspaceStore;
  readonly bind: (query: string, schema: Schema) => BoundQuery;
}

/** Binding costs milliseconds and pollers send the same text again and again: the latest queries are kept bound, and parsed where only times differ. */
export function bindCache(size = 200): Engine['bind'] {
  const bound = new Map<string, { schema: Schema; query: BoundQuery }>();
  const bindQuery = createQueryBinder(size);
  return (text, schema) => {
    const cached = bound.get(text);
    if (cached?.schema === schema) return cached.query;
    const query = bindQuery(text, schema);
    if (bound.size >= size) bound.delete(bound.keys().next().value ?? '');
    bound.set(text, { schema, query });
    return query;
  };
}

/** Runs a query request against the row sets and makes the service's answer of it. */
export function answerQuery(
  engine: Engine,
  workspace: string,
  request: QueryRequest,
  prefer: Preferences,
  fault?: Fault,
): Reply {
  const { clock, geo, store } = engine;
  const ids = [workspace, ...request.workspaces];
  const unknown = ids.find((id) => !store.knows(id));
  if (unknown !== undefined) return refuse(404, 'PathNotFoundError', `The workspace '${unknown}' does not exist`);
  const now = clock.now();
  const within = request.timespan === undefined ? undefined : parseTimespan(request.timespan, now);
  if (request.timespan !== undefined && !within) return badArgument(`The timespan '${request.timespan}' is not valid`);
  try {
    const result = run(engine, ids, request.query, now, geo, within);
    return { status: 200, body: bodyOf(result, prefer, fault) };
  } catch (error) {
    if (error instanceof KqlError) return refuseQuery(error, request.query);
    if (error instanceof NotSupportedByEmulator) return refuse(501, error.code, error.message);
    throw error;
  }
}

function run(
  engine: Engine,
  ids: readonly string[],
  query: string,
  now: number,
  geo: GeoLookup,
  within: Interval | undefined,
): QueryResult {
  const bound = engine.bind(query, engine.store.schemaOf(ids));
  return bound.run({ tables: engine.store.visible(ids, now, within), now, geo });
}

function bodyOf(result: QueryResult, prefer: Preferences, fault: Fault | undefined) {
  const rows = wireRows(result);
  const most = fault?.kind === 'partial' ? (fault.rows ?? Math.floor(rows.length / 2)) : maxRows;
  const partial = fault?.kind === 'partial' || rows.length > most;
  const kept = partial ? rows.slice(0, most) : rows;
  return {
    tables: [{ name: 'PrimaryResult', columns: result.columns, rows: kept }],
    ...(prefer.statistics ? { statistics: statisticsOf(kept.length) } : {}),
    ...(prefer.render ? { render: { visualization: 'table' } } : {}),
    ...(partial ? { error: partialError } : {}),
  };
}

const partialError = {
  code: 'PartialError',
  message: 'There were some errors when processing your query.',
  details: [
    {
      code: 'EngineError',
      message: 'Something went wrong processing your query on the server.',
      innererror: { code: '-2133196797', message: 'The results of this query exceed the set limit.' },
    },
  ],
};

function statisticsOf(rows: number) {
  return { query: { executionTime: 0.0156, datasetStatistics: [{ tableRowCount: rows, tableSize: 0 }] } };
}
