import type { PostgresPool } from 'kysely';
import { type ClientBase, Pool, type PoolConfig, types } from 'pg';
import { describeError, type Log } from '../../core/log';
import { checkParameters } from '../guarded-database';

/** PostgreSQL's own number of the type bigint. */
const bigintType = 20;

/** As long as a connection may take to be had; afterwards the caller is told instead of kept waiting. */
const connectMs = 10_000;

/**
 * A process that vanished with its machine holds its locks no longer than this. Plans walk indexes even where tables are small: a walk over a whole
 * table counts as having read every row of it, and would collide with every writer.
 */
const sessionSettings = `select set_config('idle_in_transaction_session_timeout', '20s', false),
  set_config('lock_timeout', '20s', false), set_config('statement_timeout', '60s', false),
  set_config('enable_seqscan', 'off', false), set_config('jit', 'off', false)`;

/**
 * Connections as kysely sees them, with what both databases must agree on: bigint columns come back as numbers (for this pool only, not for
 * every user of the driver), and parameters are checked as for SQLite.
 */
export function guardedPool(connection: PoolConfig, max: number, log: Log): PostgresPool {
  const pool = new Pool({
    ...connection,
    max,
    connectionTimeoutMillis: connectMs,
    keepAlive: true,
    application_name: 'serial-console-watch',
    types: {
      // biome-ignore lint/suspicious/noExplicitAny: the driver's own signature.
      getTypeParser: (oid: number, format?: any) =>
        oid === bigintType && format !== 'binary' ? wholeNumber : types.getTypeParser(oid, format),
    },
  });
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  pool.on('error', (error) => log.warn(describeError(error), 'an idle connection to PostgreSQL was lost'));
  return {
    async connect() {
      const client = await pool.connect();
      const known = guarded.get(client);
      if (known !== undefined) return known;
      try {
        await client.query(sessionSettings);
      } catch (error) {
        client.release(true);
        throw error;
      }
      return guardedClient(client, () => client.release());
    },
    end: () => pool.end(),
  };
}

type KyselyClient = Awaited<ReturnType<PostgresPool['connect']>>;

const guarded = new WeakMap<ClientBase, KyselyClient>();

/** The same object for the same connection: that is how kysely knows a new one. */
function guardedClient(client: ClientBase, release: () => void): KyselyClient {
  const query = (sql: string, parameters: readonly unknown[]) =>
    client.query(sql, checkParameters(parameters, sql).map(portable));
  const made = { query, release } as unknown as KyselyClient;
  guarded.set(client, made);
  return made;
}

/** What SQLite stores and PostgreSQL rejects: U+0000 in text, and parts of a millisecond in a bigint. */
function portable(value: string | number | bigint | null | Buffer): unknown {
  if (typeof value === 'string') return value.includes('\u0000') ? value.replaceAll('\u0000', '\uFFFD') : value;
  return typeof value === 'number' ? Math.round(value) : value;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} in the database is beyond what a number holds`);
  return value;
}
