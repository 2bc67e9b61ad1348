import type { Aggregate } from '../aggregates/aggregate';
import { NotSupportedByEmulator } from '../errors';
import type { Node } from '../syntax/node';
import type { Column, KqlType, Row } from '../values/types';
import type { Eval, Scalar, Session } from './scalar';

/** A compiled tabular expression. */
export interface Relation {
  readonly columns: readonly Column[];
  readonly run: () => readonly Row[];
  /** Rows have a defined order (after sort, serialize, range, top), which `row_number`, `prev` and `next` need. */
  readonly ordered: boolean;
  /** Rows carry their ingestion time behind the last column. */
  readonly ingestion: boolean;
  /** Set while the relation is still rows of a stored table: a filter may be pushed into the scan. */
  readonly scan?: Scan;
  /** The name `withsource=` and `search` would show. */
  readonly sourceName?: string;
}

/** A stored table being read: rows as stored, with the evaluations that read columns from them. `filtered` gives the same scan with one more predicate, compiled against the stored rows themselves. */
export interface Scan {
  readonly columns: ReadonlyMap<string, Scalar>;
  readonly ingestion: Eval;
  readonly filtered: (keep: Eval) => Relation;
  /** The stored rows that pass the filters, unconverted: only `columns` and `ingestion` may read them. */
  readonly stored: () => readonly Row[];
}

/** What a `let` name, a parameter or an `as` name stands for. */
export type Binding =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'relation'; readonly relation: Relation }
  | { readonly kind: 'function'; readonly parameters: readonly Parameter[]; readonly scope: Bindings };

export interface Parameter {
  readonly name: string;
  readonly defaultValue: Node | undefined;
}

export type Bindings = ReadonlyMap<string, Binding>;

/** Everything an expression may refer to at one place of the query. */
export interface Scope {
  readonly session: Session;
  readonly bindings: Bindings;
  readonly columns: ReadonlyMap<string, Scalar>;
  readonly columnOrder: readonly Column[];
  readonly ingestion: Eval | undefined;
  readonly ordered: boolean;
  readonly needs: ColumnNeeds;
  /** Columns of the piped input, for operators inside `mv-apply … on (…)` and the head of a subquery. */
  readonly pipedInput?: Relation;
  /** The two compilers, handed in: expressions, functions and operators contain one another, their files need not. */
  readonly compileExpression: (node: Node, scope: Scope) => Scalar;
  readonly compileRelation: (node: Node, scope: Scope) => Relation;
  /** Inside the aggregates of `summarize`: where calls of aggregate functions go. */
  readonly aggregate?: AggregateSlots;
  /** Set by a window function, so that the operator keeps `session.window` current. */
  readonly window: { used: boolean };
}

/** Takes aggregate calls out of an expression: their arguments are compiled `over` the rows, their results are read as slots. */
export interface AggregateSlots {
  readonly over: Scope;
  readonly reserve: (aggregate: Aggregate, type: KqlType) => Scalar;
}

/** Which columns the whole query mentions: a scan converts no others. */
export interface ColumnNeeds {
  readonly all: boolean;
  readonly names: ReadonlySet<string>;
  readonly ingestion: boolean;
}

/** Compiles a scalar expression as read in `scope`. */
export function compileScalar(node: Node, scope: Scope): Scalar {
  return scope.compileExpression(node, scope);
}

/** The scope in which expressions over the rows of `relation` are compiled. */
export function scopeOver(outer: Scope, relation: Relation): Scope {
  const width = relation.columns.length;
  const { aggregate: _aggregate, pipedInput: _pipedInput, ...rest } = outer;
  return {
    ...rest,
    columns: columnScalars(relation.columns),
    columnOrder: relation.columns,
    ingestion: relation.ingestion ? (row) => row[width] ?? null : undefined,
    ordered: relation.ordered,
    window: { used: false },
  };
}

/** Rows to compute over and the scope that reads them. Rows of a table are read as stored, so that only columns in use are converted. */
export function inputOf(outer: Scope, relation: Relation): { scope: Scope; rows: () => readonly Row[] } {
  const scope = scopeOver(outer, relation);
  const { scan } = relation;
  if (!scan) return { scope, rows: relation.run };
  return { scope: { ...scope, columns: scan.columns, ingestion: scan.ingestion }, rows: scan.stored };
}

/** The evaluation of a column that is there. */
export function readColumn(scope: Scope, name: string): Eval {
  const column = scope.columns.get(name);
  if (!column) throw new NotSupportedByEmulator(`the column ${name} here`);
  return column.eval;
}

export function columnScalars(columns: readonly Column[]): Map<string, Scalar> {
  return new Map(columns.map((column, index) => [column.name, columnScalar(column, index)]));
}

export function columnScalar(column: Column, index: number): Scalar {
  return { type: typeOf(column), constant: false, eval: (row) => row[index] as NonNullable<Row[number]> };
}

/** The column's type, refusing the one no value of the engine has. */
export function typeOf(column: Column) {
  if (column.type === 'decimal') throw new NotSupportedByEmulator(`the decimal column ${column.name}`);
  return column.type;
}

/** Calls `visit` for every row, keeping the window of `prev` and `next` current when an expression asks for it. */
export function eachRow(scope: Scope, rows: readonly Row[], visit: (row: Row, index: number) => void): void {
  if (!scope.window.used) {
    for (let index = 0; index < rows.length; index++) visit(rows[index] as Row, index);
    return;
  }
  const { session } = scope;
  const outer = session.window;
  session.window = { rows, index: 0 };
  for (let index = 0; index < rows.length; index++) {
    session.window.index = index;
    visit(rows[index] as Row, index);
  }
  session.window = outer;
}
