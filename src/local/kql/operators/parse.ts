import { literalValue } from '../compile/literals';
import { textEval } from '../compile/operators';
import { compileScalar, type Relation, type Scope, scopeOver, typeOf } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import { items, type Node, nameOf, operatorParameters, part } from '../syntax/node';
import { convertText } from '../values/convert';
import type { KqlType, Row, Value } from '../values/types';
import { misplaced, resultColumns } from './extend';

interface Capture {
  readonly target: number;
  readonly type: KqlType;
}

const shapes: Readonly<Partial<Record<KqlType, string>>> = {
  int: '\\s*([-+]?\\d+)\\s*',
  long: '\\s*([-+]?\\d+)\\s*',
  real: '\\s*([-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)\\s*',
};

/** `parse` and `parse-where` in their simple and relaxed kinds: texts between fixed texts. */
function parse(node: Node, input: Relation, scope: Scope): Relation {
  const kind = operatorParameters(node).get('kind')?.toLowerCase() ?? 'simple';
  if (kind !== 'simple' && kind !== 'relaxed') throw new NotSupportedByEmulator(`parse kind=${kind}`);
  const inner = scopeOver(scope, input);
  const source = compileScalar(part(node, 'Expression'), inner);
  const text = textEval(source);
  const columns = resultColumns(node);
  const { regex, captures } = pattern(node, columns, kind === 'relaxed');
  const dropsMisses = node.kind === 'ParseWhereOperator';
  const width = input.columns.length;
  const run = () => {
    const rows: Row[] = [];
    for (const row of input.run()) {
      const values = capture(regex.exec(text(row) as string), captures, kind === 'relaxed');
      if (!values && dropsMisses) continue;
      const result: Value[] = row.slice(0, width);
      captures.forEach(({ target, type }, at) => {
        result[target] = values?.[at] ?? (type === 'string' ? '' : null);
      });
      if (input.ingestion) result[columns.length] = row[width] ?? null;
      rows.push(result);
    }
    return rows;
  };
  return { columns, run, ordered: input.ordered, ingestion: input.ingestion };
}

function capture(match: RegExpExecArray | null, captures: readonly Capture[], relaxed: boolean): Value[] | undefined {
  if (!match) return undefined;
  const values = captures.map(({ type }, at) => convertText(match[at + 1] ?? '', type));
  // One value that does not read as its type spoils the row, unless relaxed.
  return !relaxed && values.includes(null) ? undefined : values;
}

function pattern(node: Node, columns: Relation['columns'], relaxed: boolean): { regex: RegExp; captures: Capture[] } {
  const captures: Capture[] = [];
  const pieces = items(node, 'Patterns').map((piece) => {
    if (piece.kind === 'StarExpression') return '.*?';
    if (piece.kind === 'StringLiteralExpression') return escapeRegex(literalValue(piece) as string);
    const name = nameOf(piece.kind === 'NameAndTypeDeclaration' ? part(piece, 'Name') : piece);
    const target = columns.findIndex((column) => column.name === name);
    const column = columns[target];
    if (!column) throw misplaced(node);
    const type = typeOf(column);
    captures.push({ target, type });
    return (relaxed ? undefined : shapes[type]) ?? '(.*?)';
  });
  return { regex: new RegExp(`^${pieces.join('')}$`, 's'), captures };
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

export const parseOperators = { ParseOperator: parse, ParseWhereOperator: parse };
