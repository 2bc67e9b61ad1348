import { isLiteral, literalValue } from '../compile/literals';
import { scalarType } from '../compile/scalar-type';
import { type Relation, type Scope, typeOf } from '../compile/scope';
import { semanticError } from '../errors';
import { items, type Node, part } from '../syntax/node';
import { convertValue } from '../values/convert';
import { toDynamic } from '../values/json';
import type { Column, Row, Value } from '../values/types';
import { resultColumns } from './extend';

export function compileDatatable(node: Node, _scope: Scope): Relation {
  const columns = resultColumns(node);
  const values = items(node, 'Values');
  if (values.length % columns.length !== 0) {
    throw semanticError(
      'EMU040',
      'the number of values is no multiple of the number of columns',
      node.start,
      node.length,
    );
  }
  const rows: Row[] = [];
  for (let at = 0; at < values.length; at += columns.length) {
    rows.push(columns.map((column, index) => cell(values[at + index] as Node, column)));
  }
  return { columns, run: () => rows, ordered: false, ingestion: false };
}

function cell(node: Node, column: Column): Value {
  if (node.kind === 'UnaryMinusExpression') {
    const value = cell(part(node, 'Expression'), column);
    return typeof value === 'bigint' ? -value : 0 - (value as number);
  }
  if (!isLiteral(node)) throw semanticError('EMU041', 'a datatable holds literals only', node.start, node.length);
  const type = typeOf(column);
  if (node.kind === 'NullLiteralExpression') {
    if (type === 'string') throw semanticError('EMU042', 'a string has no null', node.start, node.length);
    return null;
  }
  const from = scalarType(node);
  const value = literalValue(node);
  return type === 'dynamic' ? toDynamic(value, from) : convertValue(value, from, type);
}
