import type { Eval, Scalar, Session, SourceRow } from '../compile/scalar';
import { type ColumnNeeds, type Relation, type Scan, type Scope, typeOf } from '../compile/scope';
import { convertStored } from '../values/convert';
import type { Column, KqlType, Row, Value } from '../values/types';

/**
 * Reads a stored table. Filters that come first are run on the stored rows themselves, so that a row the query drops costs only the columns
 * its condition names; of the rows that stay only the columns the query mentions are converted.
 */
export function scanTable(name: string, columns: readonly Column[], scope: Scope): Relation {
  const readers = columns.map((column) => ({ column, read: storedColumn(column.name, typeOf(column)) }));
  const scanColumns = new Map<string, Scalar>(
    readers.map(({ column, read }) => [column.name, { type: typeOf(column), constant: false, eval: read }]),
  );
  const wanted = readers.flatMap(({ column, read }, index) =>
    mentions(scope.needs, column.name) ? [{ index, read }] : [],
  );
  const materialize = (row: Row): Row => {
    const values: Value[] = new Array<Value>(scope.needs.ingestion ? columns.length + 1 : columns.length).fill(null);
    for (const { index, read } of wanted) values[index] = read(row);
    if (scope.needs.ingestion) values[columns.length] = storedIngestion(row);
    return values;
  };
  return scanWith([], {
    name,
    columns,
    scanColumns,
    materialize,
    session: scope.session,
    ingestion: scope.needs.ingestion,
  });
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly scanColumns: ReadonlyMap<string, Scalar>;
  readonly materialize: (row: Row) => Row;
  readonly session: Session;
  readonly ingestion: boolean;
}

function scanWith(conditions: readonly Eval[], table: Table): Relation {
  const { name, columns, scanColumns, materialize, session, ingestion } = table;
  const passing = (): readonly Row[] => {
    const all = (session.tables[name] ?? []) as unknown as readonly Row[];
    return conditions.length === 0 ? all : all.filter((row) => passes(conditions, row));
  };
  const scan: Scan = {
    columns: scanColumns,
    ingestion: storedIngestion,
    stored: passing,
    filtered: (keep) => scanWith([...conditions, keep], table),
  };
  const run = () => passing().map(materialize);
  return { columns, run, ordered: false, ingestion, scan, sourceName: name };
}

function passes(conditions: readonly Eval[], row: Row): boolean {
  for (const condition of conditions) if (condition(row) !== true) return false;
  return true;
}

/** A column of a stored row. Stored rows travel as `Row` through the evaluations compiled for them and nowhere else. */
function storedColumn(name: string, type: KqlType): Eval {
  if (type === 'string') {
    return (row) => {
      const value = stored(row)[name];
      return typeof value === 'string' ? value : convertStored(value, 'string');
    };
  }
  return (row) => convertStored(stored(row)[name], type);
}

const storedIngestion: Eval = (row) => convertStored(stored(row)._IngestionTime, 'datetime');

function stored(row: Row): SourceRow {
  return row as unknown as SourceRow;
}

function mentions(needs: ColumnNeeds, name: string): boolean {
  return needs.all || needs.names.has(name);
}
