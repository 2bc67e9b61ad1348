import { evaluateConstant } from '../compile/scalar';
import { compileScalar, type Relation, type Scope, scopeOver, typeOf } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import { items, type Node, operatorParameters, optionalPart, part, tokenText } from '../syntax/node';
import { convertDynamic } from '../values/convert';
import { toDynamic } from '../values/json';
import { type Column, type Dynamic, isDynamicObject, type Row, type Value } from '../values/types';
import { declaredName, misplaced, resultColumns } from './extend';

/** One expression of `mv-expand` or `mv-apply`: the values it gives for a row, and where they go. */
export interface Expansion {
  readonly target: number;
  readonly elements: (row: Row) => readonly Value[];
}

/** Compiles the expansions against the columns they lead to. */
export function compileExpansions(node: Node, scope: Scope, columns: readonly Column[]): Expansion[] {
  return items(node, 'Expressions').map((each) => {
    const expression = part(each, 'Expression');
    const name = declaredName(expression);
    const target = columns.findIndex((column) => column.name === name);
    const column = columns[target];
    if (name === undefined || !column) throw misplaced(node);
    const scalar = compileScalar(expression, scope);
    const type = typeOf(column);
    const elements = (row: Row) =>
      spread(toDynamic(scalar.eval(row), scalar.type)).map((element) => convertDynamic(element, type));
    return { target, elements };
  });
}

/** Elements of an array, members of a bag as bags of one; anything else, null included, is one element. */
function spread(value: Dynamic): readonly Dynamic[] {
  if (Array.isArray(value)) return value;
  if (isDynamicObject(value)) return Object.entries(value).map(([key, member]) => ({ [key]: member }));
  return [value];
}

function mvExpand(node: Node, input: Relation, scope: Scope): Relation {
  const parameters = operatorParameters(node);
  const indexName = parameters.get('with_itemindex');
  const unknown = [...parameters.keys()].find((name) => name !== 'with_itemindex');
  if (unknown) throw new NotSupportedByEmulator(`mv-expand with ${unknown}`);
  const inner = scopeOver(scope, input);
  const columns = resultColumns(node);
  const expansions = compileExpansions(node, inner, columns);
  const indexAt = indexName === undefined ? -1 : columns.findIndex(({ name }) => name === indexName);
  const places = inputPlaces(columns, input, expansions, indexAt, node);
  const limit = rowLimit(node, scope);
  const run = () => {
    const rows: Row[] = [];
    const most = limit();
    for (const row of input.run()) {
      const lists = expansions.map(({ elements }) => elements(row));
      const longest = Math.min(Math.max(...lists.map((list) => list.length)), most);
      for (let item = 0; item < longest; item++) {
        const values: Value[] = places.map((from, at) => (from < 0 ? emptyOf(columns[at]) : (row[from] ?? null)));
        expansions.forEach(({ target }, at) => {
          values[target] = lists[at]?.[item] ?? emptyOf(columns[target]);
        });
        if (indexAt >= 0) values[indexAt] = item;
        if (input.ingestion) values.push(row[input.columns.length] ?? null);
        rows.push(values);
      }
    }
    return rows;
  };
  return { columns, run, ordered: input.ordered, ingestion: input.ingestion };
}

function emptyOf(column: Column | undefined): Value {
  return column?.type === 'string' ? '' : null;
}

/** The input column behind each result column, -1 for those filled by an expansion. */
function inputPlaces(
  columns: readonly Column[],
  input: Relation,
  expansions: readonly Expansion[],
  indexAt: number,
  node: Node,
) {
  const filled = new Set([...expansions.map(({ target }) => target), indexAt]);
  return columns.map(({ name }, at) => {
    if (filled.has(at)) return -1;
    const from = input.columns.findIndex((column) => column.name === name);
    if (from < 0) throw misplaced(node);
    return from;
  });
}

export function rowLimit(node: Node, scope: Scope): () => number {
  const clause = optionalPart(node, 'RowLimitClause');
  if (!clause) return () => Number.MAX_SAFE_INTEGER;
  const count = compileScalar(part(clause, 'RowLimit'), { ...scope, columns: new Map() });
  return () => {
    const value = evaluateConstant(count);
    if (typeof value !== 'number') throw new NotSupportedByEmulator(`${tokenText(clause)} as a limit`);
    return value;
  };
}

export const expandOperators = { MvExpandOperator: mvExpand };
