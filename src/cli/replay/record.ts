import { readAuthorization, readClaims } from '../../detection/decode/claims';
import { readProperties } from '../../detection/decode/event';
import { type Bag, bag } from '../../detection/decode/values';
import { watchedOperations } from '../../detection/operations';

/** One input row as replay carries it: where it belongs in time, and only the columns that the shipped queries read. */
export interface ReplayRecord {
  /** Ingestion time, epoch milliseconds: what the rows are sorted by. */
  readonly ingested: number;
  /** TimeGenerated, epoch milliseconds. */
  readonly at: number;
  readonly table: Table;
  readonly row: Readonly<Record<string, unknown>>;
}

/** `console`: Activity rows of a watched operation; `life`: the other Activity rows. */
export const tables = ['console', 'life', 'signin', 'risk', 'identity', 'threat'] as const;
export type Table = (typeof tables)[number];

export type Read =
  | { readonly kind: 'record'; readonly record: ReplayRecord }
  | { readonly kind: 'unknown-type'; readonly type: string }
  | { readonly kind: 'bad'; readonly why: string };

/** Ingestion when the export has no `_IngestionTime` (design §5). */
const usualDelayMs = 5 * 60_000;

const watched = new Set(watchedOperations);

const signInTables = new Set([
  'SigninLogs',
  'AADNonInteractiveUserSignInLogs',
  'AADServicePrincipalSignInLogs',
  'AADManagedIdentitySignInLogs',
]);

/** What the queries over watched operations read; the bags of claims and the like are added apart. */
const consoleColumns = [
  'EventDataId',
  'OperationNameValue',
  'ActivityStatusValue',
  'ActivitySubstatusValue',
  'CorrelationId',
  'OperationId',
  'Caller',
  'CallerIpAddress',
  '_ResourceId',
  'ResourceId',
  'SubscriptionId',
] as const;

const named = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()));

/** Columns that the service gives parsed, as text, or both: the text is read only where there is no object. Of each, what decoding reads. */
const bags = [
  { column: 'Authorization', read: named(readAuthorization) },
  { column: 'Claims', read: named(readClaims) },
  { column: 'Properties', read: named(readProperties) },
] as const;

/** What `life` and `activity` read of an ordinary row; the rest would only fill memory. */
const lifeColumns = [
  'Caller',
  'CallerIpAddress',
  '_ResourceId',
  'SubscriptionId',
  'OperationNameValue',
  'ActivityStatusValue',
] as const;

const signInColumns = [
  'Type',
  'UserPrincipalName',
  'UserId',
  'ServicePrincipalId',
  'ServicePrincipalName',
  'IPAddress',
  'Location',
  'ResultType',
  'AutonomousSystemNumber',
  'AuthenticationRequirement',
  'RiskLevelDuringSignIn',
] as const;

/** Columns of a record's row by table, where they are known: what is written aside while sorting names them once. Others keep all columns. */
export const columnsOf: Readonly<Partial<Record<Table, readonly string[]>>> = {
  console: [
    '_IngestionTime',
    'TimeGenerated',
    ...consoleColumns,
    'HTTPRequest',
    ...bags.flatMap(({ column }) => [`${column}_d`, column]),
  ],
  life: ['_IngestionTime', 'TimeGenerated', ...lifeColumns, 'HTTPRequest'],
  signin: ['_IngestionTime', 'TimeGenerated', ...signInColumns],
};

/** Reads one exported row; bad is what is no object, or has no readable TimeGenerated or (Activity log) operation. */
export function readRecord(value: unknown): Read {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { kind: 'bad', why: 'not a JSON object' };
  const row = value as Readonly<Record<string, unknown>>;
  const at = instant(row.TimeGenerated);
  if (at === undefined) return { kind: 'bad', why: 'no readable TimeGenerated' };
  const ingested = instant(row._IngestionTime) ?? at + usualDelayMs;
  const type = row.Type === undefined || row.Type === null ? 'AzureActivity' : String(row.Type);
  const record = (table: Table, columns?: readonly string[]): Read => ({
    kind: 'record',
    record: { ingested, at, table, row: pick(row, ingested, at, columns) },
  });
  if (type === 'AzureActivity') {
    const operation = operationOf(row);
    if (operation === undefined) return { kind: 'bad', why: 'no operation' };
    return watched.has(operation.toLowerCase()) ? record('console', consoleColumns) : record('life', lifeColumns);
  }
  if (signInTables.has(type)) return record('signin', signInColumns);
  if (type === 'AADUserRiskEvents') return record('risk');
  if (type === 'IdentityInfo') return record('identity');
  if (type === 'ThreatIntelIndicators') return record('threat');
  return { kind: 'unknown-type', type };
}

function operationOf(row: Readonly<Record<string, unknown>>): string | undefined {
  const operation = row.OperationNameValue ?? row.OperationName;
  return typeof operation === 'string' && operation.trim() !== '' ? operation.trim() : undefined;
}

function pick(
  row: Readonly<Record<string, unknown>>,
  ingested: number,
  at: number,
  columns: readonly string[] | undefined,
): Readonly<Record<string, unknown>> {
  if (columns === undefined) return { ...row, _IngestionTime: ingested };
  const picked: Record<string, unknown> = { _IngestionTime: ingested, TimeGenerated: at };
  for (const column of columns) if (row[column] !== undefined) picked[column] = row[column];
  // The request is only read where the row has no address of its own.
  if ((columns === lifeColumns || columns === consoleColumns) && !row.CallerIpAddress && row.HTTPRequest !== undefined)
    picked.HTTPRequest = row.HTTPRequest;
  if (columns === consoleColumns) pickBags(row, picked);
  return picked;
}

function pickBags(row: Readonly<Record<string, unknown>>, picked: Record<string, unknown>): void {
  for (const { column, read } of bags) {
    const parsed = row[`${column}_d`];
    const whole = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    if (whole) picked[`${column}_d`] = fieldsOf(parsed as Bag, read);
    else {
      if (parsed !== undefined) picked[`${column}_d`] = textOf(parsed, read);
      if (row[column] !== undefined) picked[column] = textOf(row[column], read);
    }
  }
}

/** The bag without what nobody reads: most of a row is claims that say nothing of the caller. Names are compared without case, as decoding does. */
function fieldsOf(of: Bag, read: ReadonlySet<string>): Bag {
  const kept: Record<string, unknown> = {};
  for (const name in of) if (read.has(name) || read.has(name.toLowerCase())) kept[name] = of[name];
  return kept;
}

/** Text stays text, so that a number in it is read by whoever reads it now. */
function textOf(value: unknown, read: ReadonlySet<string>): unknown {
  const parsed = typeof value === 'string' ? bag(value) : undefined;
  return parsed === undefined ? value : JSON.stringify(fieldsOf(parsed, read));
}

function instant(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : value instanceof Date ? value.getTime() : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
