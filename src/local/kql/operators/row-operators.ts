import { compileScalar, eachRow, type Relation, type Scope, scopeOver } from '../compile/scope';
import { items, type Node, part } from '../syntax/node';
import type { Row } from '../values/types';
import { extend } from './extend';
import type { OperatorRule } from './rule';

const where: OperatorRule = (node, input, scope) => {
  const condition = part(node, 'Condition');
  if (input.scan) {
    const { scan } = input;
    const inner: Scope = { ...scopeOver(scope, input), columns: scan.columns, ingestion: scan.ingestion };
    return scan.filtered(compileScalar(condition, inner).eval);
  }
  const inner = scopeOver(scope, input);
  const { eval: keep } = compileScalar(condition, inner);
  return derived(input, () => {
    const kept: Row[] = [];
    eachRow(inner, input.run(), (row) => {
      if (keep(row) === true) kept.push(row);
    });
    return kept;
  });
};

/** A relation of the same columns; what was a scan is one no more. */
export function derived(input: Relation, run: () => readonly Row[], ordered = input.ordered): Relation {
  return { columns: input.columns, run, ordered, ingestion: input.ingestion };
}

const serialize: OperatorRule = (node, input, scope) => {
  const ordered = derived(input, input.run, true);
  return items(node, 'Expressions').length ? extend(node, ordered, scope) : ordered;
};

export const rowOperators: Readonly<Record<string, OperatorRule>> = {
  FilterOperator: where,
  SerializeOperator: serialize,
  RenderOperator: (_node: Node, input) => input,
};
