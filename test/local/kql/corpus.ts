import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bindQuery, KqlError, NotSupportedByEmulator, type QueryResult, wireRows } from '../../../src/local/kql';

/** A recorded case: rows either typed, or as the text of the first few. */
interface CorpusCase {
  readonly id: string;
  readonly kql: string;
  readonly columns: readonly string[];
  readonly types?: readonly string[];
  readonly rowCount?: number;
  readonly rows: readonly (string | readonly unknown[])[];
}

export type Verdict = 'agrees' | 'differs' | 'unsupported' | 'refused';

const folder = process.env.KQL_CORPUS ?? path.join(__dirname, '..', '..', '..', '..', 'shared', 'kql-corpus');

export function corpusFolder(): string | undefined {
  return existsSync(path.join(folder, 'cases.jsonl')) ? folder : undefined;
}

export function readCorpus(file: string): readonly CorpusCase[] {
  return readFileSync(path.join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as CorpusCase);
}

export function judge(each: CorpusCase): Verdict {
  try {
    const result = bindQuery(each.kql, {}).run({ now: 0 });
    return agrees(each, result) ? 'agrees' : 'differs';
  } catch (error) {
    if (error instanceof NotSupportedByEmulator) return 'unsupported';
    if (error instanceof KqlError) return 'refused';
    throw error;
  }
}

const classes: Readonly<Record<string, string>> = {
  int: 'Int',
  long: 'Int',
  real: 'Real',
  string: 'String',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  dynamic: 'Dynamic',
  bool: 'Bool',
  guid: 'Guid',
};

function agrees(each: CorpusCase, result: QueryResult): boolean {
  const classed = each.types === undefined;
  const columns = result.columns.map(({ name, type }) => `${name}:${classed ? classes[type] : type}`);
  const expectedColumns = each.types
    ? each.columns.map((name, index) => `${name}:${each.types?.[index]}`)
    : each.columns;
  if (columns.join() !== expectedColumns.join()) return false;
  const kinds = each.columns.map((column, index) => each.types?.[index] ?? column.slice(column.lastIndexOf(':') + 1));
  const expected = each.rows.map((row) =>
    JSON.stringify(
      typeof row === 'string' ? readRowText(row, kinds) : row.map((cell, index) => typedCell(cell, kinds[index] ?? '')),
    ),
  );
  const actual = wireRows(result).map((row) =>
    JSON.stringify(row.map((cell, index) => typedCell(cell, result.columns[index]?.type ?? ''))),
  );
  if (actual.length !== (each.rowCount ?? expected.length)) return false;
  const inOrder = /\|\s*(sort|order|top)\b[^|]*$/.test(each.kql.trim());
  // Of long results only the first rows were recorded; unordered, those may be any.
  if (inOrder && actual.length === expected.length) return expected.every((row, index) => row === actual[index]);
  return expected.every((row) => {
    const at = actual.indexOf(row);
    if (at >= 0) actual.splice(at, 1);
    return at >= 0;
  });
}

/** Numbers to nine digits, datetimes to seven decimals, dynamics as JSON with sorted keys. */
function typedCell(cell: unknown, kind: string): unknown {
  switch (kind.toLowerCase()) {
    case 'string':
      return cell ?? '';
    case 'int':
    case 'long':
    case 'real':
      return rounded(typeof cell === 'string' && /^-?[\d.]/.test(cell) ? Number(cell) : cell);
    case 'datetime':
      return typeof cell === 'string' ? sevenDigits(cell) : cell;
    case 'dynamic':
      return canonical(typeof cell === 'string' ? jsonOf(cell) : cell);
    default:
      return cell;
  }
}

function sevenDigits(text: string): string {
  const match = /^(.{19})(?:\.(\d+))?Z$/.exec(text);
  return match ? `${match[1]}.${(match[2] ?? '').padEnd(7, '0').slice(0, 7)}Z` : text;
}

function rounded(value: unknown): unknown {
  return typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(9)) : value;
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return rounded(value);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, canonical(member)]),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A row written as `(1, 'a', null, True, [ … ])`. */
function readRowText(text: string, kinds: readonly string[]): unknown[] {
  let at = 1;
  return kinds.map((kind, column) => {
    while (/\s/.test(text.charAt(at))) at++;
    const end = cellEnd(text, at, kind, column === kinds.length - 1);
    const raw = text.slice(at, end);
    at = end + 1;
    return cellOf(raw, kind);
  });
}

function cellEnd(text: string, from: number, kind: string, last: boolean): number {
  if (kind === 'String' && text.charAt(from) === "'") {
    // Quotes inside are not escaped: the cell ends where the row can go on.
    for (let at = text.indexOf("'", from + 1); at >= 0; at = text.indexOf("'", at + 1)) {
      if (last ? at === text.length - 2 : text.startsWith(', ', at + 1)) return at + 1;
    }
  }
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const letter = text.charAt(at);
    if (kind === 'Dynamic' && letter === '"' && text.charAt(at - 1) !== '\\') quoted = !quoted;
    if (quoted) continue;
    if ('[{'.includes(letter)) depth++;
    else if (']}'.includes(letter)) depth--;
    else if (depth === 0 && (letter === ',' || letter === ')')) return at;
  }
  return text.length;
}

function cellOf(raw: string, kind: string): unknown {
  if (kind === 'String') return raw.startsWith("'") ? raw.slice(1, -1) : raw === 'null' ? '' : raw;
  if (raw === 'null' || raw === '') return null;
  if (kind === 'Bool') return raw === 'True';
  return typedCell(kind === 'Dynamic' ? (jsonOf(raw) ?? raw) : raw, kind);
}
