import type { LogRow } from '../ports';

/** Text of a column; undefined for null, missing and blank. Numbers and booleans are spelled out, objects are not text. */
export function text(row: LogRow, column: string): string | undefined {
  return textOf(row[column]);
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Epoch milliseconds of a datetime column, or undefined when it is missing or unreadable. The SDK hands null on as 1970: that is missing too. */
export function instant(row: LogRow, column: string): number | undefined {
  const value = row[column];
  const at = value instanceof Date ? value.getTime() : typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) || at <= 0 ? undefined : at;
}

export function real(row: LogRow, column: string): number | undefined {
  const value = row[column];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export type Bag = Readonly<Record<string, unknown>>;

/** A dynamic column: an object, or JSON text of one (both occur, also within one column over time); undefined for anything else. */
export function bag(value: unknown): Bag | undefined {
  if (typeof value === 'string') {
    if (!value.trimStart().startsWith('{')) return undefined;
    try {
      return bag(JSON.parse(value));
    } catch {
      // Cut-off JSON occurs in exported rows; the other columns still say who and when.
      return undefined;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Bag) : undefined;
}

/** A field of a bag by name without regard to case: role-assignment bodies vary between `Properties` and `properties`. */
export function field(of: Bag | undefined, name: string): unknown {
  if (of === undefined) return undefined;
  if (name in of) return of[name];
  return lowerCased(of).get(name.toLowerCase());
}

/** One row's bag is asked for a dozen names that are mostly missing: its names are put into lower case once. */
const lowerCasedBags = new WeakMap<Bag, ReadonlyMap<string, unknown>>();

function lowerCased(of: Bag): ReadonlyMap<string, unknown> {
  const known = lowerCasedBags.get(of);
  if (known !== undefined) return known;
  const names = new Map<string, unknown>();
  for (const [name, value] of Object.entries(of)) {
    const lower = name.toLowerCase();
    if (!names.has(lower)) names.set(lower, value);
  }
  lowerCasedBags.set(of, names);
  return names;
}

/** Texts of a dynamic array, or of its JSON. */
export function texts(value: unknown): readonly string[] {
  const list: unknown = typeof value === 'string' && value.startsWith('[') ? safeParse(value) : value;
  return Array.isArray(list) ? list.flatMap((item) => textOf(item) ?? []) : [];
}

function safeParse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // Not an array after all; the caller treats it as empty.
    return undefined;
  }
}
