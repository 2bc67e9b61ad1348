import type { QueryResult } from './bind';
import { formatDatetime } from './values/datetime';
import { numberText, stringify } from './values/json';
import { formatTimespan } from './values/timespan';
import type { Column, Dynamic, Value } from './values/types';

/** A cell as the query API writes it into JSON. */
export type WireValue = null | boolean | number | string;

/** Datetimes with seven digits, timespans as `[d.]hh:mm:ss[.fffffff]`, dynamics as JSON text (a plain text stays as it is), NaN as a text. */
export function toWire(value: Value, type: Column['type']): WireValue {
  if (value === null) return null;
  switch (type) {
    case 'datetime':
      return formatDatetime(value as bigint);
    case 'timespan':
      return formatTimespan(value as bigint);
    case 'dynamic':
      return typeof value === 'string' ? value : stringify(value as Dynamic);
    case 'real':
      return Number.isFinite(value) ? (value as number) : numberText(value as number);
    default:
      return value as WireValue;
  }
}

export function wireRows({ columns, rows }: QueryResult): WireValue[][] {
  return rows.map((row) => row.map((value, index) => toWire(value, columns[index]?.type ?? 'dynamic')));
}

/** A cell as `@azure/monitor-query` hands it on. */
export type ClientValue = null | boolean | number | string | Date | object;

/** Rows as the client library would deliver them over HTTP, for callers that run a query without a server in between. */
export function clientRows(result: QueryResult): ClientValue[][] {
  return wireRows(result).map((row) =>
    row.map((value, index) => toClient(value, result.columns[index]?.type ?? 'dynamic')),
  );
}

function toClient(value: WireValue, type: Column['type']): ClientValue {
  // The library calls `new Date` on every datetime cell, so that a null one arrives as 1970-01-01.
  if (type === 'datetime') return new Date(typeof value === 'string' ? value : 0);
  if (typeof value !== 'string') return value;
  return type === 'dynamic' ? parsed(value) : value;
}

/** The library reads every dynamic text as JSON and keeps what is none. */
function parsed(text: string): ClientValue {
  try {
    return JSON.parse(text) as ClientValue;
  } catch {
    return text;
  }
}
