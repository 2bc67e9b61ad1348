import { columnScalar, compileScalar, type Scope } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import { type Node, nameOf, part } from '../syntax/node';
import type { Row, Value } from '../values/types';
import type { Aggregate, AggregateState } from './aggregate';
import { type AggregateContext, multiAggregate } from './multi';

export interface CompiledAggregates {
  /** Number of result columns. */
  readonly width: number;
  readonly start: () => { add: (row: Row) => void; result: () => Value[] };
}

/**
 * Compiles the aggregates of `summarize`. Each call of an aggregate function becomes a slot; an expression over several of them, such as
 * `sum(a) / count()`, is then an ordinary expression over the row of slots.
 */
export function compileAggregates(nodes: readonly Node[], context: AggregateContext): CompiledAggregates {
  const slots: Aggregate[] = [];
  const outputs: ((slotRow: Row) => Value)[] = [];
  const reserve = (aggregate: Aggregate): number => {
    const first = slots.reduce((sum, { width }) => sum + width, 0);
    slots.push(aggregate);
    return first;
  };
  const scope: Scope = {
    ...context.scope,
    columns: new Map(),
    aggregate: {
      over: context.scope,
      reserve: (aggregate, type) => columnScalar({ name: '', type }, reserve(aggregate)),
    },
  };
  for (const node of nodes) {
    const expression = unwrap(node);
    const multi = multiAggregate(expression, context);
    if (multi) {
      const first = reserve(multi);
      for (let index = 0; index < multi.width; index++) outputs.push((row) => row[first + index] ?? null);
    } else {
      outputs.push(compileScalar(expression, scope).eval);
    }
  }
  const start = () => {
    const states: AggregateState[] = slots.map((slot) => slot.start());
    return {
      add: (row: Row) => {
        for (const state of states) state.add(row);
      },
      result: () => {
        const slotRow = states.flatMap((state) => state.result());
        return outputs.map((output) => output(slotRow));
      },
    };
  };
  return { width: outputs.length, start };
}

function unwrap(node: Node): Node {
  if (node.kind === 'SimpleNamedExpression' || node.kind === 'CompoundNamedExpression') return part(node, 'Expression');
  if (node.kind === 'StarExpression') throw new NotSupportedByEmulator(`summarize ${nameOf(node)}`);
  return node;
}
