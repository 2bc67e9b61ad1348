import { compileScalar, type Relation, type Scope, scopeOver } from '../compile/scope';
import { NotSupportedByEmulator, semanticError } from '../errors';
import { items, type Node, nameOf, operatorParameters, part, tokenText } from '../syntax/node';
import type { Column, Row, Value } from '../values/types';
import { resultColumns } from './extend';
import { compositeKey, type KeyReader } from './keys';
import type { OperatorRule } from './rule';

interface Shape {
  /** Rows of the left that match nothing: kept with an empty right, dropped, or all that is wanted. */
  readonly left: 'drop' | 'pad';
  readonly right: 'drop' | 'pad';
  readonly uniqueLeft?: boolean;
}

const pairing: Readonly<Record<string, Shape>> = {
  innerunique: { left: 'drop', right: 'drop', uniqueLeft: true },
  inner: { left: 'drop', right: 'drop' },
  leftouter: { left: 'pad', right: 'drop' },
  rightouter: { left: 'drop', right: 'pad' },
  fullouter: { left: 'pad', right: 'pad' },
};

const filtering: Readonly<Record<string, { readonly side: 'left' | 'right'; readonly matched: boolean }>> = {
  leftsemi: { side: 'left', matched: true },
  rightsemi: { side: 'right', matched: true },
  leftanti: { side: 'left', matched: false },
  leftantisemi: { side: 'left', matched: false },
  anti: { side: 'left', matched: false },
  rightanti: { side: 'right', matched: false },
  rightantisemi: { side: 'right', matched: false },
};

interface Sides {
  readonly left: Relation;
  readonly right: Relation;
  readonly leftKey: KeyReader;
  readonly rightKey: KeyReader;
}

const join: OperatorRule = (node, input, scope) => {
  const kind = operatorParameters(node).get('kind')?.toLowerCase() ?? 'innerunique';
  const { sides } = compileSides(node, input, scope);
  const columns = resultColumns(node);
  const filter = filtering[kind];
  if (filter) return filterJoin(sides, filter, columns);
  const shape = pairing[kind];
  if (!shape) throw new NotSupportedByEmulator(`join kind=${kind}`);
  return pairJoin(sides, shape, columns, allOf(sides.right));
};

/** Like a join that keeps the left, but without the right's key columns. */
const lookup: OperatorRule = (node, input, scope) => {
  const kind = operatorParameters(node).get('kind')?.toLowerCase() ?? 'leftouter';
  const shape = kind === 'leftouter' || kind === 'inner' ? pairing[kind] : undefined;
  if (!shape) throw new NotSupportedByEmulator(`lookup kind=${kind}`);
  const { sides, rightKeyNames } = compileSides(node, input, scope);
  const kept = allOf(sides.right).filter((index) => !rightKeyNames.has(sides.right.columns[index]?.name ?? ''));
  return pairJoin(sides, shape, resultColumns(node), kept);
};

function allOf(relation: Relation): number[] {
  return relation.columns.map((_, index) => index);
}

function compileSides(node: Node, left: Relation, scope: Scope): { sides: Sides; rightKeyNames: ReadonlySet<string> } {
  const right = scope.compileRelation(part(node, 'Expression'), scope);
  const clause = node.children.find(({ kind }) => kind === 'JoinOnClause' || kind === 'JoinWhereClause');
  if (clause?.kind !== 'JoinOnClause') throw new NotSupportedByEmulator('a join without on');
  const pairs = items(clause, 'Expressions').flatMap(keyPairs);
  const leftScope = scopeOver(scope, left);
  const rightScope = scopeOver(scope, right);
  const leftKey = compositeKey(pairs.map((pair) => key(pair.left, leftScope)));
  const rightKey = compositeKey(pairs.map((pair) => key(pair.right, rightScope)));
  return { sides: { left, right, leftKey, rightKey }, rightKeyNames: new Set(pairs.map((pair) => nameOf(pair.right))) };
}

function key(node: Node, scope: Scope) {
  const column = scope.columns.get(nameOf(node)) ?? compileScalar(node, scope);
  if (column.type === 'dynamic') throw semanticError('EMU060', 'a join key cannot be dynamic', node.start, node.length);
  return column.eval;
}

function keyPairs(node: Node): { left: Node; right: Node }[] {
  if (node.kind === 'NameReference') return [{ left: node, right: node }];
  if (node.kind === 'ParenthesizedExpression') return keyPairs(part(node, 'Expression'));
  if (node.kind === 'AndExpression') return [...keyPairs(part(node, 'Left')), ...keyPairs(part(node, 'Right'))];
  if (node.kind === 'EqualExpression') {
    const sides = [part(node, 'Left'), part(node, 'Right')];
    const find = (name: string) =>
      sides.find((side) => side.kind === 'PathExpression' && tokenText(part(side, 'Expression')) === name);
    const [left, right] = [find('$left'), find('$right')];
    if (left && right) return [{ left: part(left, 'Selector'), right: part(right, 'Selector') }];
  }
  throw new NotSupportedByEmulator(`the join condition ${node.kind}`);
}

function filterJoin(
  sides: Sides,
  { side, matched }: { side: 'left' | 'right'; matched: boolean },
  columns: readonly Column[],
): Relation {
  const [kept, keptKey, other, otherKey] =
    side === 'left'
      ? [sides.left, sides.leftKey, sides.right, sides.rightKey]
      : [sides.right, sides.rightKey, sides.left, sides.leftKey];
  if (columns.length !== kept.columns.length) throw new NotSupportedByEmulator('a semi join with these columns');
  const run = () => {
    const keys = new Set(other.run().map(otherKey));
    return kept.run().filter((row) => keys.has(keptKey(row)) === matched);
  };
  return { columns, run, ordered: false, ingestion: kept.ingestion };
}

function pairJoin(sides: Sides, shape: Shape, columns: readonly Column[], rightColumns: readonly number[]): Relation {
  const { left, right, leftKey, rightKey } = sides;
  const width = left.columns.length;
  if (columns.length !== width + rightColumns.length) throw new NotSupportedByEmulator('a join with these columns');
  const emptyLeft = emptyRow(left.columns);
  const emptyRight = emptyRow(right.columns);
  const pair = (a: Row, b: Row): Row => {
    const values: Value[] = a.slice(0, width);
    for (const index of rightColumns) values.push(b[index] ?? null);
    return values;
  };
  const run = () => {
    const byKey = groupRows(right.run(), rightKey);
    const seen = new Set<unknown>();
    const rows: Row[] = [];
    for (const row of left.run()) {
      const key = leftKey(row);
      if (shape.uniqueLeft && seen.has(key)) continue;
      seen.add(key);
      const matches = byKey.get(key);
      if (matches) for (const match of matches) rows.push(pair(row, match));
      else if (shape.left === 'pad') rows.push(pair(row, emptyRight));
    }
    if (shape.right === 'pad') {
      for (const [key, matches] of byKey)
        if (!seen.has(key)) for (const match of matches) rows.push(pair(emptyLeft, match));
    }
    return rows;
  };
  return { columns, run, ordered: false, ingestion: false };
}

function groupRows(rows: readonly Row[], key: KeyReader): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const of = key(row);
    const group = groups.get(of);
    if (group) group.push(row);
    else groups.set(of, [row]);
  }
  return groups;
}

function emptyRow(columns: readonly Column[]): Row {
  return columns.map(({ type }) => (type === 'string' ? '' : null));
}

export const joinOperators: Readonly<Record<string, OperatorRule>> = { JoinOperator: join, LookupOperator: lookup };
