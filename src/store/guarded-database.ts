import type { SqliteDatabase, SqliteStatement } from 'kysely';

/** What the driver can take. Anything else is refused here. */
export type Parameter = string | number | bigint | null | Buffer;

interface DriverStatement {
  readonly reader: boolean;
  all(parameters: readonly Parameter[]): unknown[];
  run(parameters: readonly Parameter[]): { changes: number | bigint; lastInsertRowid: number | bigint };
}

export interface DriverDatabase {
  prepare(sql: string): DriverStatement;
  close(): void;
}

/** Enough for every statement of the repositories; lists of varying length make the rest, which are prepared anew when they return. */
const keptStatements = 256;

/**
 * The driver as kysely sees it. Every parameter is checked first: libsql ends the whole process on a boolean, uncatchably, and turns
 * undefined and NaN into NULL in silence. Prepared statements are kept: preparing costs two thirds of a point read.
 * `committed` is told of each transaction that wrote.
 */
export function guardedDatabase(driver: DriverDatabase, committed: () => void = () => undefined): SqliteDatabase {
  const turn: Turn = { wrote: false, committed };
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => driver.close(),
    prepare(sql) {
      const kept = statements.get(sql);
      if (kept !== undefined) return kept;
      const statement = noting(guard(driver.prepare(sql), sql), sql, turn);
      if (statements.size >= keptStatements) {
        const [oldest] = statements.keys();
        if (oldest !== undefined) statements.delete(oldest);
      }
      statements.set(sql, statement);
      return statement;
    },
  };
}

function guard(statement: DriverStatement, sql: string): SqliteStatement {
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(checkParameters(parameters, sql)),
    run: (parameters) => statement.run(checkParameters(parameters, sql)),
    iterate: (parameters) => statement.all(checkParameters(parameters, sql)).values(),
  };
}

const reading = /^\s*(select|explain)\b/i;

/** The transaction that kysely has open. */
interface Turn {
  /** Begins it in the database; missing once that is done, or outside a transaction. */
  begin?: (() => void) | undefined;
  wrote: boolean;
  readonly committed: () => void;
}

const nothing = { changes: 0, lastInsertRowid: 0 };

/**
 * Kysely begins and ends transactions by statements of one word. The database hears of one only when something is written: work never interleaves on the
 * one connection and no other process writes, so what only reads sees one state anyway, and a press reads in half a dozen transactions. Whatever is not
 * plainly a read counts as a write.
 */
function noting(statement: SqliteStatement, sql: string, turn: Turn): SqliteStatement {
  switch (sql) {
    case 'begin':
      return {
        ...statement,
        run(parameters) {
          turn.begin = () => void statement.run(parameters);
          turn.wrote = false;
          return nothing;
        },
      };
    case 'rollback':
    case 'commit':
      return {
        ...statement,
        run(parameters) {
          const { wrote } = turn;
          turn.begin = undefined;
          turn.wrote = false;
          if (!wrote) return nothing;
          const result = statement.run(parameters);
          if (sql === 'commit') turn.committed();
          return result;
        },
      };
  }
  if (reading.test(sql)) return statement;
  const first =
    <A extends unknown[], R>(call: (...given: A) => R) =>
    (...given: A) => {
      const { begin } = turn;
      if (begin !== undefined) {
        // A begin that fails is still owed: nothing may be written outside of it.
        begin();
        turn.begin = undefined;
        turn.wrote = true;
      }
      return call(...given);
    };
  return { ...statement, all: first(statement.all), run: first(statement.run), iterate: first(statement.iterate) };
}

export function checkParameters(parameters: readonly unknown[], sql: string): readonly Parameter[] {
  parameters.forEach((value, index) => {
    if (!isParameter(value)) throw new BadParameterError(index, value, sql);
  });
  return parameters as readonly Parameter[];
}

function isParameter(value: unknown): value is Parameter {
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'string' || typeof value === 'bigint' || Buffer.isBuffer(value);
}

/** A fault of a repository, never of data from outside. The value itself is not repeated: it may be personal. */
export class BadParameterError extends TypeError {
  constructor(index: number, value: unknown, sql: string) {
    super(
      `parameter ${index + 1} is ${typeof value === 'number' ? value : typeof value}, which no driver may see: ${sql}`,
    );
    this.name = 'BadParameterError';
  }
}
