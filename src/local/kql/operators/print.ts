import { scaleTicks } from '../compile/arithmetic';
import { evaluateConstant } from '../compile/scalar';
import { compileScalar, type Relation, type Scope } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import { items, type Node, part } from '../syntax/node';
import type { Column, Row } from '../values/types';
import { misplaced, resultColumns, valueFor } from './extend';

export function compilePrint(node: Node, scope: Scope): Relation {
  const columns = resultColumns(node);
  const expressions = items(node, 'Expressions');
  if (expressions.length !== columns.length) throw misplaced(node);
  const values = expressions.map((expression, index) =>
    valueFor(columns[index] as Column, compileScalar(expression, scope)),
  );
  return { columns, run: () => [values.map((value) => value([]))], ordered: false, ingestion: false };
}

type Step = number | bigint | null;

const maxSteps = 10_000_000;

export function compileRange(node: Node, scope: Scope): Relation {
  const bound = (role: string) => compileScalar(part(node, role), { ...scope, columns: new Map() });
  const [from, to, step] = [bound('From'), bound('To'), bound('Step')];
  const run = (): readonly Row[] => {
    const [first, last, by] = [from, to, step].map(evaluateConstant) as [Step, Step, Step];
    if (first === null || last === null || by === null) return [];
    if (by === 0 || by === 0n) throw new NotSupportedByEmulator('a range with step 0');
    const rows: Row[] = [];
    const up = by > 0;
    for (let index = 0; ; index++) {
      const value: number | bigint =
        typeof by === 'bigint'
          ? (first as bigint) + (scaleTicks(by, index) ?? 0n)
          : (first as number) + (by as number) * index;
      if (up ? value > last : value < last) return rows;
      if (index >= maxSteps) throw new NotSupportedByEmulator('a range of more than ten million rows');
      rows.push([value]);
    }
  };
  return { columns: resultColumns(node), run, ordered: true, ingestion: false };
}
