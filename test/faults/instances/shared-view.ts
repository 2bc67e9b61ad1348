import { Client } from 'pg';
import { systemClock } from '../../../src/core/clock';
import { readAddress } from '../../../src/store/postgres/address';
import { type Row, type StoreView, type ViewRows, viewOf, viewQueries } from '../kill/store-view';

/** What the database that the instances share holds at one moment. */
export async function viewShared(url: string): Promise<StoreView> {
  const address = readAddress(url);
  if (!address.ok) throw new Error(address.message);
  const client = new Client(address.value.connection);
  await client.connect();
  const at = systemClock.now();
  try {
    await client.query('begin isolation level repeatable read');
    const rows: Record<string, readonly Row[]> = {};
    for (const [name, query] of Object.entries(viewQueries)) rows[name] = (await client.query(query)).rows as Row[];
    await client.query('commit');
    return viewOf(at, rows as ViewRows);
  } finally {
    await client.end();
  }
}
