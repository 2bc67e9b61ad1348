import { NotSupportedByEmulator } from '../errors';
import { type Node, part, tokenText } from '../syntax/node';
import { compileRegex } from '../values/regex';
import { dynamicText, toText } from '../values/text';
import type { Dynamic, Value } from '../values/types';
import { compileArithmetic } from './arithmetic';
import { compileComparison } from './comparison';
import { combine, type Eval, type Scalar } from './scalar';
import { compileScalar, type Scope } from './scope';
import { textOperator } from './text-operators';

const arithmetic = new Set(['+', '-', '*', '/', '%']);
const comparisons = new Set(['==', '!=', '<>', '<', '<=', '>', '>=']);

/** Whether the node is a binary operator of arithmetic, comparison, logic or text. */
export function isBinary(kind: string): boolean {
  return binaryKinds.has(kind);
}

const binaryKinds = new Set(
  [
    ...['Add', 'Subtract', 'Multiply', 'Divide', 'Modulo', 'And', 'Or'],
    ...[
      'Equal',
      'NotEqual',
      'LessThan',
      'LessThanOrEqual',
      'GreaterThan',
      'GreaterThanOrEqual',
      'EqualTilde',
      'BangTilde',
    ],
    ...['Has', 'HasCs', 'HasPrefix', 'HasPrefixCs', 'HasSuffix', 'HasSuffixCs', 'Contains', 'ContainsCs'],
    ...['StartsWith', 'StartsWithCs', 'EndsWith', 'EndsWithCs', 'MatchesRegex'],
  ].flatMap((name) => [`${name}Expression`, `Not${name}Expression`]),
);

export function compileBinary(node: Node, scope: Scope): Scalar {
  const operator = tokenText(part(node, 'Operator'));
  const leftNode = part(node, 'Left');
  const right = compileScalar(part(node, 'Right'), scope);
  if (leftNode.kind === 'StarExpression') return anyColumn(operator, right, scope);
  const left = compileScalar(leftNode, scope);
  if (operator === 'and' || operator === 'or') return compileLogic(operator, left, right, scope);
  if (arithmetic.has(operator)) return compileArithmetic(operator, left, right, node, scope);
  if (comparisons.has(operator)) return compileComparison(operator, left, right, scope);
  return compileText(operator, left, right, scope);
}

/** Three-valued: an unknown side decides nothing. */
function compileLogic(operator: 'and' | 'or', left: Scalar, right: Scalar, scope: Scope): Scalar {
  const deciding = operator === 'or';
  return combine(scope.session, 'bool', [left, right], (row) => {
    const a = left.eval(row);
    if (a === deciding) return deciding;
    const b = right.eval(row);
    if (b === deciding) return deciding;
    return a === null || b === null ? null : !deciding;
  });
}

function compileText(operator: string, left: Scalar, right: Scalar, scope: Scope): Scalar {
  if (operator === 'matches regex') checkPattern(right);
  const test = textOperator(operator);
  const text = textEval(left);
  const needle = textEval(right);
  return combine(scope.session, 'bool', [left, right], (row) => test(text(row) as string, needle(row) as string));
}

/** A pattern written in the query is read while binding, as the service does: a bad one is an error even over no rows. */
export function checkPattern(pattern: Scalar | undefined): void {
  const text = pattern?.literal?.value;
  if (typeof text === 'string') compileRegex(text);
}

/** `* has "x"`: any column. Only where every column is text, since how the service spells the others here is not known. */
function anyColumn(operator: string, right: Scalar, scope: Scope): Scalar {
  const test = textOperator(operator);
  if (operator.startsWith('!')) throw new NotSupportedByEmulator(`* ${operator}`);
  const columns = [...scope.columns.values()];
  const other = columns.find(({ type }) => type !== 'string' && type !== 'dynamic');
  if (other) throw new NotSupportedByEmulator(`* ${operator} over a ${other.type} column`);
  const needle = textEval(right);
  const texts = columns.map(textEval);
  const evaluate: Eval = (row) => texts.some((text) => test(text(row) as string, needle(row) as string));
  return { type: 'bool', constant: false, eval: evaluate };
}

/** The value as text, for the operators that compare texts. */
export function textEval(scalar: Scalar): (row: Parameters<Eval>[0]) => Value {
  const { type, eval: evaluate } = scalar;
  if (type === 'string') return evaluate;
  if (type === 'dynamic') return (row) => dynamicText(evaluate(row) as Dynamic);
  return (row) => toText(evaluate(row), type);
}
