import { NotSupportedByEmulator } from '../errors';
import { formatDatetime } from './datetime';
import { numberText, stringify, timeText } from './json';
import { formatTimespan } from './timespan';
import { type Dynamic, DynamicTime, type KqlType, type Value } from './types';

/** A value as `tostring` writes it. Null is the empty text. */
export function toText(value: Value, type: KqlType): string {
  if (value === null) return '';
  switch (type) {
    case 'string':
    case 'guid':
      return String(value);
    case 'bool':
      return value ? 'True' : 'False';
    case 'datetime':
      return formatDatetime(value as bigint);
    case 'timespan':
      return formatTimespan(value as bigint);
    case 'real':
      return realText(value as number);
    case 'int':
    case 'long':
      return String(value);
    case 'dynamic':
      return dynamicText(value as Dynamic);
  }
}

export function dynamicText(value: Dynamic): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : realText(value);
  if (value instanceof DynamicTime) return timeText(value);
  return stringify(value);
}

function realText(value: number): string {
  if (!Number.isFinite(value)) return numberText(value);
  const size = Math.abs(value);
  // Where JavaScript and .NET begin to write exponents they differ.
  if (size !== 0 && (size >= 1e15 || size < 1e-4)) throw new NotSupportedByEmulator(`the text of the real ${value}`);
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
