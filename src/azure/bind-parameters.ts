import type { QueryValue } from '../detection/ports';

/** Query text with its parameters in front, as `let` statements. The one place where a value becomes KQL. */
export function bindParameters(text: string, parameters: Readonly<Record<string, QueryValue>>): string {
  const lets = Object.entries(parameters).map(([name, value]) => `let ${identifier(name)} = ${kqlLiteral(value)};\n`);
  return `${lets.join('')}${text}`;
}

/**
 * A KQL literal that means exactly the value: numbers as `long` or `real`, times as `datetime` in UTC, lists as `dynamic` arrays of strings. A value
 * without a literal (NaN, an impossible date) is a bug of the caller and throws.
 */
export function kqlLiteral(value: QueryValue): string {
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${value} has no KQL literal`);
    return Number.isSafeInteger(value) ? `long(${value})` : `real(${value})`;
  }
  if ('datetime' in value) return `datetime(${new Date(value.datetime).toISOString()})`;
  return `dynamic([${value.map(stringLiteral).join(', ')}])`;
}

/**
 * Double-quoted with every character escaped that could end the literal or the line, or that a reader of the text would not see. `\uXXXX` is
 * understood in KQL strings and, inside `dynamic(…)`, in JSON alike; so are `\"` and `\\`.
 */
function stringLiteral(text: string): string {
  const escaped = [...text].map((char) => {
    if (char === '"' || char === '\\') return `\\${char}`;
    return /[\u0020-\u007e]/.test(char) ? char : escapeUnits(char);
  });
  return `"${escaped.join('')}"`;
}

function escapeUnits(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function identifier(name: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new RangeError(`'${name}' is not a KQL parameter name`);
  return name;
}
