import { compileScalar, eachRow, inputOf, type Relation, type Scope } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import { items, type Node, nameOf, part } from '../syntax/node';
import type { Column, Row, Value } from '../values/types';
import { extend, misplaced, resultColumns, valueFor } from './extend';
import type { OperatorRule } from './rule';

const project: OperatorRule = (node, input, scope) => {
  const { scope: inner, rows } = inputOf(scope, input);
  const columns = resultColumns(node);
  const expressions = items(node, 'Expressions');
  if (expressions.length !== columns.length) throw misplaced(node);
  const values = expressions.map((expression, index) =>
    valueFor(columns[index] as Column, compileScalar(expression, inner)),
  );
  const { ingestion } = input;
  const run = () => {
    const result: Row[] = [];
    eachRow(inner, rows(), (row) => {
      const projected: Value[] = new Array<Value>(values.length);
      for (let index = 0; index < values.length; index++) projected[index] = values[index]?.(row) ?? null;
      if (ingestion) projected.push(inner.ingestion?.(row) ?? null);
      result.push(projected);
    });
    return result;
  };
  return { columns, run, ordered: input.ordered, ingestion: input.ingestion };
};

/** Operators that only choose, order or rename columns: `source` names the input column behind a result column. */
function reshape(node: Node, input: Relation, source: (name: string) => string): Relation {
  const columns = resultColumns(node);
  const positions = columns.map(({ name }) => input.columns.findIndex((column) => column.name === source(name)));
  if (positions.includes(-1)) throw misplaced(node);
  if (input.ingestion) positions.push(input.columns.length);
  const run = () => input.run().map((row) => positions.map((position) => row[position] ?? null));
  return { columns, run, ordered: input.ordered, ingestion: input.ingestion };
}

const choose: OperatorRule = (node, input) => reshape(node, input, (name) => name);

const rename: OperatorRule = (node, input) => {
  const oldNames = new Map<string, string>();
  for (const expression of items(node, 'Expressions')) {
    const old = part(expression, 'Expression');
    if (old.kind !== 'NameReference') throw new NotSupportedByEmulator('project-rename of an expression');
    oldNames.set(nameOf(part(expression, 'Name')), nameOf(old));
  }
  return reshape(node, input, (name) => oldNames.get(name) ?? name);
};

/** One row a column: its name, position and types. */
const getSchema: OperatorRule = (node, input) => {
  const rows = input.columns.map(({ name, type }, index): Row => [name, index, netTypes[type] ?? '', type]);
  return { columns: resultColumns(node), run: () => rows, ordered: false, ingestion: false };
};

const netTypes: Readonly<Record<string, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  dynamic: 'System.Object',
  guid: 'System.Guid',
};

export const columnOperators: Readonly<Record<string, OperatorRule>> = {
  ProjectOperator: project,
  ExtendOperator: (node: Node, input: Relation, scope: Scope) => extend(node, input, scope),
  ProjectAwayOperator: choose,
  ProjectKeepOperator: choose,
  ProjectReorderOperator: choose,
  ProjectRenameOperator: rename,
  GetSchemaOperator: getSchema,
};
