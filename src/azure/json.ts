import { UnexpectedAnswer } from './unexpected-answer';

/** Readers of wire JSON: a required field that is missing makes the whole answer unexpected, an optional one is left out. */
export type Json = Readonly<Record<string, unknown>>;

export function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function list(value: unknown, where: string): readonly Json[] {
  if (!Array.isArray(value)) throw new UnexpectedAnswer(`${where} is not a list`);
  return value.map(record);
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function required(value: unknown, where: string): string {
  const found = text(value);
  if (found === undefined) throw new UnexpectedAnswer(`${where} is missing in the answer`);
  return found;
}

export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Epoch milliseconds of a Date or an ISO string. */
export function time(value: unknown): number | undefined {
  const at = value instanceof Date ? value.getTime() : Date.parse(text(value) ?? '');
  return Number.isFinite(at) ? at : undefined;
}

/** Drops the undefined fields, which exact optional types do not allow. */
export function present<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  // A loop, not a chain over entries: it runs once for each of thousands of rows.
  const kept: { [K in keyof T]?: T[K] } = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept as T;
}
