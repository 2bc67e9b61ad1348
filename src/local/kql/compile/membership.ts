import { NotSupportedByEmulator } from '../errors';
import { type Node, part, tokenText } from '../syntax/node';
import { keyOf } from '../values/compare';
import { toDynamic } from '../values/json';
import { dynamicText } from '../values/text';
import type { Dynamic, Row, Value } from '../values/types';
import { alignTypes } from './comparison';
import { textEval } from './operators';
import { combine, type Scalar } from './scalar';
import { compileScalar, type Scope } from './scope';
import { textOperator } from './text-operators';

/** `in`, `in~`, `has_any`, `has_all` and `between`, with their negations. */
export function compileMembership(node: Node, scope: Scope): Scalar {
  if (node.kind === 'BetweenExpression' || node.kind === 'NotBetweenExpression') return compileBetween(node, scope);
  const operator = node.children.some(({ role }) => role === 'Operator') ? tokenText(part(node, 'Operator')) : '';
  switch (operator) {
    case 'in':
    case '!in':
      return compileIn(node, scope, (value) => value, operator === '!in');
    case 'in~':
    case '!in~':
      return compileIn(
        node,
        scope,
        (value) => (typeof value === 'string' ? value.toLowerCase() : value),
        operator === '!in~',
      );
    case 'has_any':
      return compileHas(node, scope, 'some');
    case 'has_all':
      return compileHas(node, scope, 'every');
    default:
      throw new NotSupportedByEmulator(`${node.kind}${operator ? ` (${operator})` : ''}`);
  }
}

type Candidates = (row: Row) => readonly Value[];

/** The values on the right: expressions, dynamic arrays, or the first column of a table. */
function candidates(node: Node, scope: Scope): { values: Candidates; parts: Scalar[]; literal: boolean } {
  const right = part(node, 'Right');
  const expressions =
    right.kind === 'ExpressionList' ? (right.children.find(({ kind }) => kind === 'List')?.children ?? []) : [right];
  const parts = expressions.map((expression) => candidate(expression, scope));
  const values: Candidates = (row) => parts.flatMap(({ eval: evaluate }) => spread(evaluate(row)));
  return { values, parts, literal: expressions.every(({ kind }) => kind.endsWith('LiteralExpression')) };
}

function candidate(expression: Node, scope: Scope): Scalar {
  if (!expression.columns) return compileScalar(expression, scope);
  const relation = scope.compileRelation(expression, scope);
  const type = relation.columns[0]?.type;
  if (!type || type === 'decimal') throw new NotSupportedByEmulator('a list of decimals');
  return combine(scope.session, 'dynamic', [], () => relation.run().map(([first]) => toDynamic(first ?? null, type)));
}

function spread(value: Value): readonly Value[] {
  return Array.isArray(value) ? value.map(plain) : [plain(value as Dynamic)];
}

/** Inside a dynamic a date wears its type; compared with a datetime it is its ticks. */
function plain(value: Dynamic | bigint): Value {
  return typeof value === 'object' && value !== null && 'ticks' in value ? (value.ticks as bigint) : value;
}

function compileIn(node: Node, scope: Scope, fold: (value: Value) => Value, negated: boolean): Scalar {
  const left = compileScalar(part(node, 'Left'), scope);
  const { values, parts, literal } = candidates(node, scope);
  const constant = parts.every((each) => each.constant);
  let members = new Set<unknown>();
  let run = -1;
  const membersFor = (row: Row) => {
    if (constant && (run === scope.session.run || (literal && run >= 0))) return members;
    members = new Set(values(row).map((value) => keyOf(fold(value))));
    run = scope.session.run;
    return members;
  };
  return combine(scope.session, 'bool', [left, ...parts], (row) => {
    const value = left.eval(row);
    if (value === null && left.type !== 'dynamic') return negated;
    return membersFor(row).has(keyOf(fold(plain(value as Dynamic)))) !== negated;
  });
}

function compileHas(node: Node, scope: Scope, quantifier: 'some' | 'every'): Scalar {
  const left = compileScalar(part(node, 'Left'), scope);
  const { values, parts } = candidates(node, scope);
  const has = textOperator('has');
  const text = textEval(left);
  return combine(scope.session, 'bool', [left, ...parts], (row) =>
    values(row)[quantifier]((needle) => has(text(row) as string, dynamicText(needle as Dynamic))),
  );
}

function compileBetween(node: Node, scope: Scope): Scalar {
  const left = compileScalar(part(node, 'Left'), scope);
  const couple = part(node, 'Right');
  const first = compileScalar(part(couple, 'First'), scope);
  const second = compileScalar(part(couple, 'Second'), scope);
  const [value, low] = alignTypes('between', left, first);
  // `between (t .. 1h)` means up to t + 1h.
  const relative = left.type === 'datetime' && second.type === 'timespan';
  const [, high] = relative ? [value, second.eval] : alignTypes('between', left, second);
  const negated = node.kind === 'NotBetweenExpression';
  return combine(scope.session, 'bool', [left, first, second], (row) => {
    const [v, lo, hi] = [value(row), low(row), high(row)];
    if (v === null || lo === null || hi === null) return null;
    const upper = relative ? (lo as bigint) + (hi as bigint) : hi;
    return (v >= lo && v <= upper) !== negated;
  });
}
