import { randomUUID } from 'node:crypto';
import { silentLog } from '../../src/core/log';
import { openPostgres, type PostgresSettings } from '../../src/store/postgres/open-postgres';
import type { Store } from '../../src/store/store';
import { postgresPrograms, sharedServer } from './postgres-server';

/** Whether the suites that need PostgreSQL can run here. */
export const havePostgres = postgresPrograms() !== undefined;

/** `describe`, or its skipped form that says why. */
export const describePostgres: jest.Describe = havePostgres
  ? describe
  : (((name: string, suite: () => void) =>
      describe.skip(
        `${name} [SKIPPED: no PostgreSQL in /usr/lib/postgresql; apt-get install postgresql]`,
        suite,
      )) as jest.Describe);

/** The URL of an empty database of this test's own. */
export async function freshDatabase(): Promise<string> {
  const server = await sharedServer();
  if (server === undefined) throw new Error('PostgreSQL is not installed');
  return await server.createDatabase(`test_${randomUUID().replaceAll('-', '')}`);
}

export async function openTestPostgres(url: string, more: Partial<PostgresSettings> = {}): Promise<Store> {
  const opened = await openPostgres({ url, log: silentLog, ...more });
  if (!opened.ok) throw new Error(`${opened.message} ${opened.remedy ?? ''}`);
  return opened.value;
}
