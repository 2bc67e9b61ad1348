import { NotSupportedByEmulator } from '../errors';
import { parseDatetime, ticksFromEpochMs } from './datetime';
import { parseJson } from './json';
import { dynamicText, toText } from './text';
import { parseTimespan } from './timespan';
import { type Dynamic, DynamicTime, type KqlType, type Value } from './types';

const numberShape = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A text read as `type`, null when it does not read so. */
export function convertText(text: string, type: KqlType): Value {
  const trimmed = text.trim();
  switch (type) {
    case 'string':
      return text;
    case 'bool':
      return boolOf(trimmed.toLowerCase());
    case 'int':
    case 'long':
      return integerOf(trimmed);
    case 'real':
      return realOf(trimmed);
    case 'datetime':
      return trimmed === '' ? null : parseDatetime(trimmed);
    case 'timespan':
      return parseTimespan(trimmed);
    case 'guid':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(trimmed) ? trimmed.toLowerCase() : null;
    case 'dynamic':
      return parseJson(text);
  }
}

function boolOf(text: string): boolean | null {
  if (text === 'true') return true;
  if (text === 'false') return false;
  return /^[+-]?\d+$/.test(text) ? Number(text) !== 0 : null;
}

function integerOf(text: string): number | null {
  if (/^0x[0-9a-f]+$/i.test(text)) return safe(Number(text), text);
  if (!/^[+-]?\d+$/.test(text)) return null;
  return safe(Number(text), text);
}

function safe(value: number, text: string): number {
  if (!Number.isSafeInteger(value)) throw new NotSupportedByEmulator(`the integer ${text}, beyond 2^53`);
  return value + 0;
}

function realOf(text: string): number | null {
  const lower = text.toLowerCase();
  if (lower === 'nan') return Number.NaN;
  if (/^[+]?infinity$/.test(lower)) return Infinity;
  if (/^-(inf|infinity)$/.test(lower)) return -Infinity;
  if (/^[+]?inf$/.test(lower)) throw new NotSupportedByEmulator(`the real '${text}'`);
  return numberShape.test(text) ? Number(text) : null;
}

/** A value of one type as another (`toint`, `tostring`, …), null where the service gives null. */
export function convertValue(value: Value, from: KqlType, to: KqlType): Value {
  if (to === 'string') return toText(value, from);
  if (value === null) return null;
  if (from === 'dynamic') return convertDynamic(value as Dynamic, to);
  if (from === to) return value;
  if (to === 'dynamic') return from === 'string' ? parseJson(value as string) : (value as Dynamic);
  if (from === 'string') return convertText(value as string, to);
  if (typeof value === 'number') return convertNumber(value, to, from);
  if (typeof value === 'boolean' && (to === 'int' || to === 'long' || to === 'real')) return Number(value);
  if (from === 'timespan' && (to === 'int' || to === 'long')) return safe(Number(value), String(value));
  throw new NotSupportedByEmulator(`converting ${from} to ${to}`);
}

function convertNumber(value: number, to: KqlType, from: KqlType): Value {
  switch (to) {
    case 'int':
    case 'long':
      if (!Number.isFinite(value)) throw new NotSupportedByEmulator(`the integer of ${value}`);
      if (to === 'int' && Math.abs(value) > 2_147_483_647) throw new NotSupportedByEmulator(`the int of ${value}`);
      return safe(Math.trunc(value), String(value));
    case 'real':
      return value;
    case 'bool':
      return value !== 0;
    case 'timespan':
      if (from !== 'real') return BigInt(value);
      break;
  }
  throw new NotSupportedByEmulator(`converting ${from} to ${to}`);
}

export function convertDynamic(value: Dynamic, to: KqlType): Value {
  if (to === 'dynamic') return value;
  if (to === 'string') return dynamicText(value);
  if (value === null) return null;
  if (typeof value === 'string') return convertText(value, to);
  if (typeof value === 'number') return to === 'guid' || to === 'datetime' ? null : convertNumber(value, to, 'real');
  if (typeof value === 'boolean') return to === 'bool' ? value : convertValue(value, 'bool', to);
  if (value instanceof DynamicTime) return value.type === to ? value.ticks : null;
  return null;
}

/** What a stored row holds, as a column of `type`: ISO 8601 text, a Date or epoch ms for datetimes; objects or JSON text for dynamics. */
export function convertStored(value: unknown, type: KqlType): Value {
  if (value === null || value === undefined) return type === 'string' ? '' : null;
  if (type === 'dynamic') return typeof value === 'string' ? parseJson(value) : (value as Dynamic);
  if (typeof value === 'string') return type === 'string' ? value : convertText(value, type);
  if (type === 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (type === 'datetime') {
    if (value instanceof Date) return ticksFromEpochMs(value.getTime());
    return typeof value === 'number' ? ticksFromEpochMs(value) : null;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return convertDynamic(value, type);
  return null;
}
