import { type Relation, type Scope, scopeOver } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import { typeLiteral } from '../functions/conversions';
import { items, type Node, part, tokenText } from '../syntax/node';
import type { Column, Row, Value } from '../values/types';
import { compileExpansions } from './expand';
import { declaredName, misplaced, resultColumns } from './extend';

/** Expands one row into a small table, runs the subquery on it, and puts the row's own columns before what comes out. */
export function mvApply(node: Node, input: Relation, scope: Scope): Relation {
  if (items(node, 'Parameters').length) throw new NotSupportedByEmulator('mv-apply with parameters');
  if (node.children.some(({ role }) => role === 'RowLimitClause' || role === 'ContextIdClause')) {
    throw new NotSupportedByEmulator('mv-apply with a limit or id');
  }
  const inner = scopeOver(scope, input);
  const expanded = expandedColumns(node, input);
  const expansions = compileExpansions(node, inner, expanded);
  let current: readonly Row[] = [];
  const piped: Relation = { columns: expanded, run: () => current, ordered: false, ingestion: false };
  const subquery = scope.compileRelation(part(part(node, 'Subquery'), 'Expression'), { ...scope, pipedInput: piped });
  const columns = resultColumns(node);
  const places = columns.map(({ name }) => {
    const fromSubquery = subquery.columns.findIndex((column) => column.name === name);
    if (fromSubquery >= 0) return { subquery: true, index: fromSubquery };
    const index = input.columns.findIndex((column) => column.name === name);
    if (index < 0) throw misplaced(node);
    return { subquery: false, index };
  });
  const run = () => {
    const rows: Row[] = [];
    for (const row of input.run()) {
      const lists = expansions.map(({ elements }) => elements(row));
      const longest = Math.max(...lists.map((list) => list.length));
      current = Array.from({ length: longest }, (_, item) => {
        const values: Value[] = row.slice(0, input.columns.length);
        expansions.forEach(({ target }, at) => {
          values[target] = lists[at]?.[item] ?? (expanded[target]?.type === 'string' ? '' : null);
        });
        return values;
      });
      for (const found of subquery.run()) {
        rows.push(places.map(({ subquery: own, index }) => (own ? found[index] : row[index]) ?? null));
      }
    }
    return rows;
  };
  return { columns, run, ordered: false, ingestion: false };
}

/** The columns the subquery reads: the input's, with the expanded ones added or retyped. */
function expandedColumns(node: Node, input: Relation): Column[] {
  const columns = [...input.columns];
  for (const each of items(node, 'Expressions')) {
    const name = declaredName(part(each, 'Expression'));
    if (name === undefined) throw misplaced(node);
    const clause = each.children.find(({ role }) => role === 'ToTypeOf');
    const type = clause ? typeLiteral(items(part(clause, 'TypeOf'), 'Types').map(tokenText).join('')) : 'dynamic';
    const at = columns.findIndex((column) => column.name === name);
    if (at >= 0) columns[at] = { name, type };
    else columns.push({ name, type });
  }
  return columns;
}
