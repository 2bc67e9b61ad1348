import type { Relation, Scope } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import { items, type Node, nameOf, operatorParameters, part } from '../syntax/node';
import type { Column, Row, Value } from '../values/types';
import { resultColumns } from './extend';

/** Rows of all inputs; columns meet by name and type, and the binder names those whose types differ. */
export function compileUnion(node: Node, scope: Scope, input: Relation | undefined): Relation {
  const parameters = operatorParameters(node);
  const fuzzy = parameters.get('isfuzzy')?.toLowerCase() === 'true';
  const source = items(node, 'Parameters').find((each) => /^withsource$/i.test(nameOf(part(each, 'Name'))));
  const sourceColumn = source && nameOf(part(source, 'Expression'));
  const inputs = items(node, 'Expressions')
    .filter((expression) => !(fuzzy && isMissing(expression, scope)))
    .map((expression) => scope.compileRelation(expression, withoutColumns(scope)));
  const all = input ? [input, ...inputs] : inputs;
  const columns = resultColumns(node);
  const ingestion = all.length > 0 && all.every((each) => each.ingestion);
  const parts = all.map((relation, index) => ({
    relation,
    name: relation.sourceName ?? `union_arg${index}`,
    positions: columns.map((column) =>
      column.name === sourceColumn ? sourceMark : position(column, relation, columns),
    ),
  }));
  const run = () => {
    const rows: Row[] = [];
    for (const { relation, name, positions } of parts) {
      const width = relation.columns.length;
      for (const row of relation.run()) {
        const values = positions.map((at, index) => pick(row, at, name, columns[index] as Column));
        if (ingestion) values.push(row[width] ?? null);
        rows.push(values);
      }
    }
    return rows;
  };
  return { columns, run, ordered: false, ingestion };
}

const sourceMark = -2;

function pick(row: Row, at: number, name: string, column: Column): Value {
  if (at === sourceMark) return name;
  return at < 0 ? (column.type === 'string' ? '' : null) : (row[at] ?? null);
}

function position(column: Column, relation: Relation, all: readonly Column[]): number {
  const exact = relation.columns.findIndex(({ name, type }) => name === column.name && type === column.type);
  if (exact >= 0) return exact;
  return relation.columns.findIndex(
    ({ name, type }) =>
      `${name}_${type}` === column.name &&
      type === column.type &&
      !all.some((each) => each.name === name && each.type === type),
  );
}

function isMissing(expression: Node, scope: Scope): boolean {
  if (expression.kind === 'ParenthesizedExpression') return isMissing(part(expression, 'Expression'), scope);
  if (expression.kind === 'WildcardedNameReference') throw new NotSupportedByEmulator('union over a wildcard');
  return (
    expression.kind === 'NameReference' &&
    !scope.bindings.has(nameOf(expression)) &&
    expression.symbol?.kind !== 'table'
  );
}

function withoutColumns(scope: Scope): Scope {
  const { pipedInput: _, ...rest } = scope;
  return rest;
}
