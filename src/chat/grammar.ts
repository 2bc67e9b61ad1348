import { nearestName } from '../core/nearest';

/** One grammar for a mention, a slash command and personal chat: `[/serialconsole] <command> <arguments>`. */
export type Parsed<C extends { readonly id: string }> =
  | { readonly kind: 'command'; readonly command: C; readonly args: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unknown'; readonly typed: string; readonly nearest?: C };

const ownName = /^\/?serialconsole\b[\s:]*/i;

export function parseCommand<C extends { readonly id: string }>(text: string, commands: readonly C[]): Parsed<C> {
  const tidy = text.replace(/\s+/g, ' ').trim().replace(ownName, '').replace(/^\//, '').trim();
  if (tidy === '') return { kind: 'empty' };
  const lower = tidy.toLowerCase();
  const found = [...commands]
    .sort((a, b) => b.id.length - a.id.length)
    .find(({ id }) => lower === id || lower.startsWith(`${id} `));
  if (found !== undefined) return { kind: 'command', command: found, args: tidy.slice(found.id.length).trim() };
  const typed = tidy.split(' ')[0] ?? tidy;
  const nearest = nearestName(
    typed,
    commands.map(({ id }) => id),
  );
  const command = commands.find(({ id }) => id === nearest);
  return command === undefined ? { kind: 'unknown', typed } : { kind: 'unknown', typed, nearest: command };
}

const alertId = /^A-\d+$/i;

/** The leading alert ids (`A-12 a-13,A-14`) and what follows them. */
export function splitAlertIds(args: string): { readonly ids: readonly string[]; readonly rest: string } {
  const words = args.split(/[\s,]+/).filter((word) => word !== '');
  const end = words.findIndex((word) => !alertId.test(word));
  const count = end === -1 ? words.length : end;
  const ids = words.slice(0, count).map((word) => word.toUpperCase());
  let rest = args;
  for (let taken = 0; taken < count; taken++) rest = rest.replace(/^[\s,]*[^\s,]+[\s,]*/, '');
  return { ids: [...new Set(ids)], rest: rest.trim() };
}

const span = /^(\d{1,3})(h|d)$/i;

/** `24h` or `7d` in milliseconds; undefined for anything else. */
export function parseSpan(word: string): number | undefined {
  const [, count, unit] = span.exec(word) ?? [];
  if (count === undefined || unit === undefined) return undefined;
  return Number(count) * (unit.toLowerCase() === 'h' ? 3_600_000 : 86_400_000);
}

/** What follows `because`, or the whole when the word is missing. */
export function reasonIn(text: string): { readonly before: string; readonly reason: string } {
  const match = /\bbecause\b/i.exec(text);
  return match === null
    ? { before: '', reason: text.trim() }
    : { before: text.slice(0, match.index).trim(), reason: text.slice(match.index + match[0].length).trim() };
}
