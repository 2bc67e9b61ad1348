import { NotSupportedByEmulator, semanticError } from '../errors';
import { type Node, part } from '../syntax/node';
import { parseDatetime } from '../values/datetime';
import { parseClockTimespan, parseUnitTimespan } from '../values/timespan';
import { type Dynamic, DynamicTime, type Value } from '../values/types';

/**
 * The value of a literal, read from its text: the `LiteralValue` of the JavaScript build is wrong for hexadecimal numbers, `real(nan)` and
 * clock-shaped timespans.
 */
export function literalValue(node: Node): Value {
  const text = node.children.map((child) => child.text).join('');
  switch (node.kind) {
    case 'StringLiteralExpression':
    case 'CompoundStringLiteralExpression':
      return node.children
        .flatMap((child) => (child.text ? [child] : child.children))
        .map(stringToken)
        .join('');
    case 'BooleanLiteralExpression':
      return boolLiteral(inner(text));
    case 'IntLiteralExpression':
    case 'LongLiteralExpression':
      return integerLiteral(inner(text), node);
    case 'RealLiteralExpression':
      return realLiteral(inner(text));
    case 'DateTimeLiteralExpression':
      return datetimeLiteral(inner(text), node);
    case 'TimespanLiteralExpression':
      return timespanLiteral(text, node);
    case 'GuidLiteralExpression':
      return inner(text) === 'null' ? null : inner(text).toLowerCase();
    case 'NullLiteralExpression':
      return null;
    case 'DynamicExpression':
      return dynamicLiteral(part(node, 'Expression'));
    default:
      throw new NotSupportedByEmulator(`the literal ${text || node.kind}`);
  }
}

export function isLiteral(node: Node): boolean {
  return node.kind.endsWith('LiteralExpression') || node.kind === 'DynamicExpression';
}

/** `datetime(x)` → `x`; a bare literal stays. */
function inner(text: string): string {
  const match = /^[a-z0-9]+\(([\s\S]*)\)$/i.exec(text);
  return (match?.[1] ?? text).trim().replace(/^(["'])(.*)\1$/, '$2');
}

function stringToken(token: Node): string {
  let text = token.text;
  if (/^h/i.test(text)) text = text.slice(1);
  if (text.startsWith('```') || text.startsWith('~~~')) return text.slice(3, -3);
  if (text.startsWith('@')) {
    const quote = text.charAt(1);
    return text.slice(2, -1).replaceAll(quote + quote, quote);
  }
  return unescapeText(text.slice(1, -1));
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
};

function unescapeText(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|x([0-9a-f]{2})|([\s\S]))/gi, (_, u, U, x, plain: string) => {
    const code = u ?? U ?? x;
    return code ? String.fromCodePoint(Number.parseInt(code, 16)) : (escapes[plain] ?? plain);
  });
}

function boolLiteral(text: string): boolean | null {
  const lower = text.toLowerCase();
  if (lower === 'null') return null;
  return lower === 'true' || lower === '1';
}

function integerLiteral(text: string, node: Node): number | null {
  if (text === 'null') return null;
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '').replace(/l$/i, '');
  const value = Number(digits);
  if (!Number.isInteger(value)) throw semanticError('EMU001', `'${text}' is no integer`, node.start, node.length);
  if (!Number.isSafeInteger(value)) throw new NotSupportedByEmulator(`the integer ${text}, beyond 2^53`);
  return negative ? -value : value;
}

function realLiteral(text: string): number | null {
  const lower = text.toLowerCase();
  if (lower === 'null') return null;
  if (lower === 'nan') return Number.NaN;
  if (/^[+]?inf$/.test(lower)) return Infinity;
  if (lower === '-inf') return -Infinity;
  return Number(text);
}

function datetimeLiteral(text: string, node: Node): bigint | null {
  if (text === 'null') return null;
  const ticks = parseDatetime(/^\d{4}$/.test(text) ? `${text}-01-01` : text);
  if (ticks === null) throw semanticError('EMU002', `'${text}' is no datetime`, node.start, node.length);
  return ticks;
}

function timespanLiteral(text: string, node: Node): bigint | null {
  const content = inner(text);
  if (content === 'null') return null;
  const ticks = parseUnitTimespan(content) ?? parseClockTimespan(content);
  if (ticks === undefined) throw semanticError('EMU003', `'${text}' is no timespan`, node.start, node.length);
  return ticks;
}

function dynamicLiteral(node: Node): Dynamic {
  switch (node.kind) {
    case 'JsonObjectExpression':
      return Object.fromEntries(
        list(node).map((pair) => [stringToken(part(pair, 'Name')), dynamicLiteral(part(pair, 'Value'))]),
      );
    case 'JsonArrayExpression':
      return list(node).map(dynamicLiteral);
    case 'StringLiteralExpression':
      return literalValue(node) as string;
    case 'UnaryMinusExpression':
      return -(dynamicLiteral(part(node, 'Expression')) as number);
    default: {
      const value = literalValue(node);
      return typeof value === 'bigint'
        ? new DynamicTime(node.kind === 'TimespanLiteralExpression' ? 'timespan' : 'datetime', value)
        : value;
    }
  }
}

function list(node: Node): readonly Node[] {
  return node.children.find(({ kind }) => kind === 'List')?.children ?? [];
}
