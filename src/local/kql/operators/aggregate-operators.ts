import { compileAggregates } from '../aggregates/compile';
import type { Eval } from '../compile/scalar';
import { compileScalar, eachRow, inputOf, type Relation, readColumn, type Scope } from '../compile/scope';
import { items, type Node, optionalPart } from '../syntax/node';
import type { Column, Row, Value } from '../values/types';
import { misplaced, resultColumns, valueFor } from './extend';
import { compositeKey } from './keys';
import type { OperatorRule } from './rule';

const summarize: OperatorRule = (node, input, scope) => {
  const { scope: inner, rows } = inputOf(scope, input);
  const clause = optionalPart(node, 'ByClause');
  const columns = resultColumns(node);
  const groupNodes = clause ? items(clause, 'Expressions') : [];
  const groups = groupNodes.map((each, index) => valueFor(columns[index] as Column, compileScalar(each, inner)));
  const aggregates = compileAggregates(items(node, 'Aggregates'), { scope: inner, input, groupNodes });
  if (groups.length + aggregates.width !== columns.length) throw misplaced(node);
  const keyOfRow = compositeKey(groups);
  const run = () => {
    const states = new Map<unknown, { keys: Value[]; add: (row: Row) => void; result: () => Value[] }>();
    eachRow(inner, rows(), (row) => {
      const key = keyOfRow(row);
      let state = states.get(key);
      if (!state) {
        state = { keys: groups.map((group) => group(row)), ...aggregates.start() };
        states.set(key, state);
      }
      state.add(row);
    });
    // Without groups there is one row, also over nothing.
    if (states.size === 0 && groups.length === 0) return [aggregates.start().result()];
    return [...states.values()].map(({ keys, result }) => [...keys, ...result()]);
  };
  return { columns, run, ordered: false, ingestion: false };
};

const distinct: OperatorRule = (node, input, scope) => {
  const { scope: inner, rows: inputRows } = inputOf(scope, input);
  const columns = resultColumns(node);
  const expressions = items(node, 'Expressions');
  const values = expressions.flatMap((expression): Eval[] =>
    expression.kind === 'StarExpression'
      ? input.columns.map(({ name }) => readColumn(inner, name))
      : [compileScalar(expression, inner).eval],
  );
  if (values.length !== columns.length) throw misplaced(node);
  const key = compositeKey(values);
  const run = () => {
    const rows = new Map<unknown, Row>();
    for (const row of inputRows()) {
      const of = key(row);
      if (!rows.has(of))
        rows.set(
          of,
          values.map((value) => value(row)),
        );
    }
    return [...rows.values()];
  };
  return { columns, run, ordered: false, ingestion: false };
};

const count: OperatorRule = (node: Node, input: Relation, _scope: Scope) => ({
  columns: resultColumns(node),
  run: () => [[(input.scan?.stored ?? input.run)().length]],
  ordered: false,
  ingestion: false,
});

export const aggregateOperators: Readonly<Record<string, OperatorRule>> = {
  SummarizeOperator: summarize,
  DistinctOperator: distinct,
  CountOperator: count,
};
