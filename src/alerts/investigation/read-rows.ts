import type { LogRow } from '../../detection/ports';
import type { FigureId, FigureRows } from './investigation';

/** A row of each query as its `columns.json` says; undefined when it lacks what makes it a row. */
export const readRow: { readonly [K in FigureId]: (row: LogRow) => FigureRows[K] | undefined } = {
  'own-activity': (row) => {
    const [firstAt, lastAt] = [instant(row.FirstAt), instant(row.LastAt)];
    if (firstAt === undefined || lastAt === undefined) return undefined;
    const { Operation, Calls, Refused, Targets } = row;
    return {
      operation: text(Operation),
      calls: number(Calls),
      refused: number(Refused),
      firstAt,
      lastAt,
      targets: texts(Targets),
    };
  },
  'around-machines': (row) => {
    const at = instant(row.At);
    if (at === undefined) return undefined;
    return {
      at,
      operation: text(row.Operation),
      who: text(row.Who),
      target: text(row.Target),
      refused: row.Refused === true,
    };
  },
  'same-address': (row) => {
    const [firstAt, lastAt] = [instant(row.FirstAt), instant(row.LastAt)];
    if (firstAt === undefined || lastAt === undefined) return undefined;
    const { Who, Calls, SignIns, FailedSignIns } = row;
    return {
      who: text(Who),
      calls: number(Calls),
      signIns: number(SignIns),
      failedSignIns: number(FailedSignIns),
      firstAt,
      lastAt,
    };
  },
  'sign-ins': (row) => {
    const [firstAt, lastAt] = [instant(row.FirstAt), instant(row.LastAt)];
    if (firstAt === undefined || lastAt === undefined) return undefined;
    return {
      ip: text(row.IPAddress),
      country: text(row.Location),
      good: number(row.Good),
      failed: number(row.Failed),
      multifactor: number(row.Multifactor),
      risks: texts(row.Risks),
      firstAt,
      lastAt,
    };
  },
  history: (row) => ({
    days: number(row.Days),
    calls: number(row.Calls),
    consoleUses: number(row.ConsoleUses),
    addresses: number(row.Addresses),
    countries: texts(row.Countries),
    ...optional('lastConsoleAt', instant(row.LastConsoleAt)),
    ...optional('firstAt', instant(row.FirstAt)),
    ...optional('lastAt', instant(row.LastAt)),
  }),
  'machine-sessions': (row) => {
    const [firstAt, lastAt] = [instant(row.FirstAt), instant(row.LastAt)];
    if (firstAt === undefined || lastAt === undefined) return undefined;
    const { Machine, Who, Connects, Refused } = row;
    return {
      machine: text(Machine),
      who: text(Who),
      connects: number(Connects),
      refused: number(Refused),
      firstAt,
      lastAt,
    };
  },
};

const longestText = 300;

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, longestText) : '';
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').map(text) : [];
}

function instant(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) || at <= 0 ? undefined : at;
}

function optional<K extends string>(key: K, value: number | undefined): { readonly [P in K]?: number } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: number };
}
