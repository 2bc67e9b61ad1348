import { textEval } from '../compile/operators';
import { NotSupportedByEmulator } from '../errors';
import { dynamicText } from '../values/text';
import type { Dynamic, Value } from '../values/types';
import { loose, type Rules, strict, texts, typed } from './rule';

/** Positions and lengths count code points, as in Kusto; texts without surrogates take the short way. */
function codePoints(text: string): readonly string[] | string {
  return /[\ud800-\udfff]/.test(text) ? [...text] : text;
}

function length(text: string): number {
  return codePoints(text).length;
}

function substring(text: string, start: number, count: number | null): string {
  const points = codePoints(text);
  const from = start < 0 ? points.length + start : start;
  const to = count === null ? points.length : from + Math.max(count, 0);
  if (from < 0 && to > 0) throw new NotSupportedByEmulator('substring() from before the start of the text');
  if (from < 0) return '';
  const cut = points.slice(from, to);
  return typeof cut === 'string' ? cut : cut.join('');
}

function split(text: string, delimiter: string): readonly string[] {
  if (delimiter === '') throw new NotSupportedByEmulator('split() by an empty delimiter');
  return text.split(delimiter);
}

/** Position of the n-th occurrence between `start` and `start + span`, or -1. */
function indexOf(text: string, needle: string, start = 0, span = -1, occurrence = 1): number | null {
  if (occurrence < 0) throw new NotSupportedByEmulator('indexof() with a negative occurrence');
  if (length(text) !== text.length) throw new NotSupportedByEmulator('indexof() in a text beyond the basic plane');
  if (span < -1) throw new NotSupportedByEmulator('indexof() with a negative length');
  let from = start < 0 ? Math.max(0, text.length + start) : start;
  const end = span === -1 ? text.length : Math.min(text.length, from + span);
  for (let left = occurrence; ; left--) {
    const at = text.indexOf(needle, from);
    if (at < 0 || at + needle.length > end) return -1;
    if (left <= 1) return at;
    from = at + 1;
  }
}

function countOf(text: string, needle: string): number {
  if (needle === '') throw new NotSupportedByEmulator('countof() of an empty text');
  let count = 0;
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) count++;
  return count;
}

export const stringRules: Rules = {
  strlen: texts((text) => length(text)),
  string_size: texts((text) => Buffer.byteLength(text)),
  tolower: texts((text) => text.toLowerCase()),
  toupper: texts((text) => text.toUpperCase()),
  reverse: texts((text) => [...text].reverse().join('')),
  strcat: texts((...parts) => parts.join('')),
  strcat_delim: texts((delimiter, ...parts) => parts.join(delimiter)),
  strcat_array: loose((array, delimiter) =>
    Array.isArray(array) ? array.map((item) => dynamicText(item as Dynamic)).join(String(delimiter)) : '',
  ),
  strrep: typed(([text, times, delimiter], { name }) => {
    if (!text || !times) throw new NotSupportedByEmulator(name);
    const value = textEval(text);
    return (row) => {
      const count = times.eval(row) as number;
      return Array<string>(Math.max(0, count))
        .fill(value(row) as string)
        .join((delimiter?.eval(row) as string | undefined) ?? '');
    };
  }),
  strcmp: texts((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
  substring: strict((text: string, start: number, count: number | null = null) => substring(text, start, count)),
  split: loose((text, delimiter, index) => {
    const parts = split(text as string, delimiter as string);
    if (index === undefined) return parts;
    const part = parts[index as number];
    return part === undefined ? [] : [part];
  }),
  indexof: strict((text: string, needle: string, start?: number, span?: number, occurrence?: number) =>
    indexOf(text, needle, start, span, occurrence),
  ),
  replace_string: texts((text, from, to) => (from === '' ? text : text.replaceAll(from, () => to as string))),
  countof: typed(([text, needle, kind], { name }) => {
    if (!text || !needle || (kind && kind.literal?.value !== 'normal'))
      throw new NotSupportedByEmulator(`${name} by regex`);
    return (row) => countOf(text.eval(row) as string, needle.eval(row) as string);
  }),
  isempty: loose((value) => isEmpty(value)),
  isnotempty: loose((value) => !isEmpty(value)),
  url_decode: texts((text) => decodeURIComponent(text.replaceAll('+', ' '))),
  base64_encode_tostring: texts((text) => Buffer.from(text).toString('base64')),
  base64_decode_tostring: texts((text) => Buffer.from(text, 'base64').toString()),
  tohex: strict((value: number, width = 0) => {
    if (value < 0) throw new NotSupportedByEmulator('tohex() of a negative number');
    return value.toString(16).padStart(width, '0');
  }),
};

function isEmpty(value: Value): boolean {
  return value === null || value === '';
}
