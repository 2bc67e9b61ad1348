import { NotSupportedByEmulator, semanticError } from '../errors';
import { calendarParts, ticksPerDay, ticksPerHour, ticksPerMinute, ticksPerSecond } from '../values/datetime';
import { type FunctionRule, literalText, type Rules, typed } from './rule';

type Writer = (ticks: bigint) => string;

const pad = (value: number | bigint, width: number) => String(value).padStart(width, '0');
const hour = (ticks: bigint) => (ticks % ticksPerDay) / ticksPerHour;
const minute = (ticks: bigint) => (ticks % ticksPerHour) / ticksPerMinute;
const second = (ticks: bigint) => (ticks % ticksPerMinute) / ticksPerSecond;
const fraction = (ticks: bigint, digits: number) => pad(ticks % ticksPerSecond, 7).slice(0, digits);
const halfDay = (ticks: bigint) => Number(hour(ticks) % 12n) || 12;

const clock: Readonly<Record<string, Writer>> = {
  H: (t) => String(hour(t)),
  HH: (t) => pad(hour(t), 2),
  h: (t) => String(halfDay(t)),
  hh: (t) => pad(halfDay(t), 2),
  m: (t) => String(minute(t)),
  mm: (t) => pad(minute(t), 2),
  s: (t) => String(second(t)),
  ss: (t) => pad(second(t), 2),
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].flatMap((n) => [
      ['f'.repeat(n), (t: bigint) => fraction(t, n)],
      ['F'.repeat(n), (t: bigint) => fraction(t, n).replace(/0+$/, '')],
    ]),
  ),
};

const datetime: Readonly<Record<string, Writer>> = {
  ...clock,
  d: (t) => String(calendarParts(t).day),
  dd: (t) => pad(calendarParts(t).day, 2),
  M: (t) => String(calendarParts(t).month),
  MM: (t) => pad(calendarParts(t).month, 2),
  y: (t) => String(calendarParts(t).year % 100),
  yy: (t) => pad(calendarParts(t).year % 100, 2),
  yyyy: (t) => pad(calendarParts(t).year, 4),
  tt: (t) => (hour(t) < 12n ? 'AM' : 'PM'),
};

const timespan: Readonly<Record<string, Writer>> = {
  ...clock,
  h: (t) => String(hour(t)),
  hh: (t) => pad(hour(t), 2),
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((n) => ['d'.repeat(n), (t: bigint) => pad(t / ticksPerDay, n)])),
};

const delimiters = new Set([' ', '/', '-', ':', ',', '.', '_', '[', ']']);

/** Writers of a pattern's pieces. A letter or delimiter the service does not list makes the pattern an error. */
function compilePattern(pattern: string, writers: Readonly<Record<string, Writer>>): Writer {
  const pieces: Writer[] = [];
  for (let at = 0; at < pattern.length; ) {
    const letter = pattern.charAt(at);
    let end = at + 1;
    while (pattern.charAt(end) === letter && !delimiters.has(letter)) end++;
    const token = pattern.slice(at, end);
    const writer = delimiters.has(letter) ? () => letter : writers[token];
    if (!writer) throw semanticError('EMU020', `'${token}' is no part of a date or time pattern`);
    pieces.push(writer);
    at = end;
  }
  return (ticks) => pieces.map((write) => write(ticks)).join('');
}

function format(writers: Readonly<Record<string, Writer>>): FunctionRule {
  return typed(([value, pattern], { name }) => {
    if (!value) throw new NotSupportedByEmulator(name);
    const write = compilePattern(literalText(pattern, `a pattern of ${name}()`), writers);
    return (row) => {
      const ticks = value.eval(row) as bigint | null;
      return ticks === null ? '' : write(ticks < 0n ? -ticks : ticks);
    };
  });
}

export const formatRules: Rules = { format_datetime: format(datetime), format_timespan: format(timespan) };
