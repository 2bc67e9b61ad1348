import { formatDatetime } from './datetime';
import { formatTimespan } from './timespan';
import { type Dynamic, DynamicTime, type KqlType, type Value } from './types';

/** The value as it sits inside a dynamic: dates and durations keep their type, everything else is JSON already. */
export function toDynamic(value: Value, type: KqlType): Dynamic {
  if (typeof value === 'bigint') return new DynamicTime(type === 'timespan' ? 'timespan' : 'datetime', value);
  return value;
}

/** Text as JSON; a text that is none becomes a string, as `parse_json` has it. */
export function parseJson(text: string): Dynamic {
  if (text === '') return null;
  try {
    return JSON.parse(text) as Dynamic;
  } catch {
    return text;
  }
}

/** Compact JSON text of a dynamic value. Dates and durations are written as their texts, non-finite numbers quoted. */
export function stringify(value: Dynamic): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `"${numberText(value)}"`;
  if (value instanceof DynamicTime) return JSON.stringify(timeText(value));
  if (Array.isArray(value)) return `[${value.map(stringify).join(',')}]`;
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${stringify(member as Dynamic)}`)
    .join(',')}}`;
}

/** JSON text with sorted keys: equal values have equal texts. */
export function canonicalJson(value: Dynamic): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item as Dynamic)).join(',')}]`;
  if (typeof value === 'object' && value !== null && !(value instanceof DynamicTime)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member as Dynamic)}`).join(',')}}`;
  }
  return stringify(value);
}

export function timeText(time: DynamicTime): string {
  return time.type === 'datetime' ? formatDatetime(time.ticks) : formatTimespan(time.ticks);
}

export function numberText(value: number): string {
  return Number.isNaN(value)
    ? 'NaN'
    : value === Infinity
      ? 'Infinity'
      : value === -Infinity
        ? '-Infinity'
        : String(value);
}
