import { evaluateConstant } from '../compile/scalar';
import { compileScalar, eachRow, type Relation, type Scope, scopeOver } from '../compile/scope';
import { NotSupportedByEmulator, semanticError } from '../errors';
import { items, type Node, optionalPart, part } from '../syntax/node';
import { compareValues } from '../values/compare';
import type { Row, Value } from '../values/types';
import { derived } from './row-operators';
import type { OperatorRule } from './rule';

interface SortKey {
  readonly read: (row: Row) => Value;
  readonly sign: 1 | -1;
  readonly nullsFirst: boolean;
}

/** Descending unless said otherwise; nulls last when descending and first when ascending unless said otherwise. */
function sortKey(node: Node, scope: Scope): SortKey {
  const ordering = optionalPart(node, 'Ordering');
  const ascending = ordering ? optionalPart(ordering, 'AscOrDescKeyword')?.text === 'asc' : false;
  const nulls = ordering && optionalPart(ordering, 'NullsClause');
  const expression = node.kind === 'OrderedExpression' ? part(node, 'Expression') : node;
  const scalar = compileScalar(expression, scope);
  if (scalar.type === 'dynamic') throw new NotSupportedByEmulator('sorting by a dynamic');
  const nullsFirst = nulls ? part(nulls, 'FirstOrLastKeyword').text === 'first' : ascending;
  return { read: scalar.eval, sign: ascending ? 1 : -1, nullsFirst };
}

function sortRows(rows: readonly Row[], keys: readonly SortKey[], scope: Scope): Row[] {
  const decorated: { row: Row; values: Value[] }[] = [];
  eachRow(scope, rows, (row) => decorated.push({ row, values: keys.map(({ read }) => read(row)) }));
  decorated.sort((a, b) => {
    for (let index = 0; index < keys.length; index++) {
      const order = compareKeys(a.values[index] ?? null, b.values[index] ?? null, keys[index] as SortKey);
      if (order !== 0) return order;
    }
    return 0;
  });
  return decorated.map(({ row }) => row);
}

/** NaN stands with the nulls, on their inner side. */
function compareKeys(a: Value, b: Value, { sign, nullsFirst }: SortKey): number {
  const [aRank, bRank] = [rank(a), rank(b)];
  if (aRank !== bRank) return (bRank - aRank) * (nullsFirst ? 1 : -1);
  return aRank > 0 ? 0 : sign * compareValues(a, b);
}

function rank(value: Value): number {
  return value === null ? 2 : Number.isNaN(value) ? 1 : 0;
}

const sort: OperatorRule = (node, input, scope) => {
  const inner = scopeOver(scope, input);
  const keys = items(node, 'Expressions').map((expression) => sortKey(expression, inner));
  return derived(input, () => sortRows(input.run(), keys, inner), true);
};

const top: OperatorRule = (node, input, scope) => {
  const inner = scopeOver(scope, input);
  const key = sortKey(part(node, 'ByExpression'), inner);
  const count = rowCount(node, scope);
  return derived(input, () => sortRows(input.run(), [key], inner).slice(0, count()), true);
};

const take: OperatorRule = (node, input, scope) => {
  const count = rowCount(node, scope);
  return derived(input, () => input.run().slice(0, count()));
};

function rowCount(node: Node, scope: Scope): () => number {
  const expression = part(node, 'Expression');
  const scalar = compileScalar(expression, { ...scope, columns: new Map() });
  const known = scalar.literal?.value;
  if (typeof known === 'number' && known < 0) {
    throw semanticError('EMU050', 'a number of rows cannot be negative', expression.start, expression.length);
  }
  return () => {
    const count = evaluateConstant(scalar);
    if (typeof count !== 'number' || count < 0)
      throw new NotSupportedByEmulator(`${String(count)} as a number of rows`);
    return count;
  };
}

export const orderOperators: Readonly<Record<string, (node: Node, input: Relation, scope: Scope) => Relation>> = {
  SortOperator: sort,
  TopOperator: top,
  TakeOperator: take,
};
