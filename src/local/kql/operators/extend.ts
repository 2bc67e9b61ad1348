import type { Scalar } from '../compile/scalar';
import { compileScalar, eachRow, type Relation, type Scope, scopeOver } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import { items, type Node, nameOf, part } from '../syntax/node';
import { toDynamic } from '../values/json';
import type { Column, Row, Value } from '../values/types';

/** Columns given a new value, each with its position in the result; the binder names those without a name. */
export function extend(node: Node, input: Relation, scope: Scope): Relation {
  const inner = scopeOver(scope, input);
  const columns = resultColumns(node);
  let appended = input.columns.length;
  const assignments = items(node, 'Expressions').flatMap((expression) => {
    const declared = declaredName(expression);
    const existing = declared === undefined ? -1 : input.columns.findIndex(({ name }) => name === declared);
    if (expression.kind === 'NameReference' && existing >= 0) return [];
    const target = existing >= 0 ? existing : appended++;
    const column = columns[target];
    if (!column || (declared !== undefined && column.name !== declared)) throw misplaced(node);
    return [{ target, value: valueFor(column, compileScalar(expression, inner)) }];
  });
  if (appended !== columns.length) throw misplaced(node);
  const run = () => {
    const result: Row[] = [];
    const width = input.columns.length;
    eachRow(inner, input.run(), (row) => {
      const values: Value[] = row.slice(0, width);
      for (const { target, value } of assignments) values[target] = value(row);
      if (input.ingestion) values[columns.length] = row[width] ?? null;
      result.push(values);
    });
    return result;
  };
  return { columns, run, ordered: input.ordered, ingestion: input.ingestion };
}

/** The value a column holds: into a dynamic column goes the wrapped form. */
export function valueFor(column: Column, scalar: Scalar): (row: Row) => Value {
  const { eval: evaluate, type } = scalar;
  if (column.type === 'dynamic' && type !== 'dynamic') return (row) => toDynamic(evaluate(row), type);
  return evaluate;
}

export function declaredName(expression: Node): string | undefined {
  if (expression.kind === 'SimpleNamedExpression') return nameOf(part(expression, 'Name'));
  return expression.kind === 'NameReference' ? nameOf(expression) : undefined;
}

/** The columns the binder gives an operator. */
export function resultColumns(node: Node): readonly Column[] {
  if (!node.columns) throw new NotSupportedByEmulator(`${node.kind} without known columns`);
  return node.columns;
}

export function misplaced(node: Node): NotSupportedByEmulator {
  return new NotSupportedByEmulator(`${node.kind} with columns named this way`);
}
