import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type Lease, LeaseLost } from '../../core/lease';
import type { Tables } from '../tables';
import { queries } from '../transactions';

/** Without a beat for this long, another instance takes over. With the beats of the service (5 s) that is at most 20 s after a death. */
export const leaseMs = 15_000;

const name = 'duties';

/** The database's clock, so that instances whose clocks differ agree on who is late. */
const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/**
 * A row with its holder and a token raised by each take-over. `db` is a connection of its own, so that a crowd of presses cannot make the holder
 * late. Time that passed here is measured on the monotonic clock.
 */
export function storedLease(db: Kysely<Tables>, ttlMs = leaseMs): Lease {
  const holder = randomUUID();
  let token = 0;
  let until = 0;
  return {
    shared: true,

    async beat() {
      const askedAt = performance.now();
      const { rows } = await sql<{ token: number }>`
        insert into leases as held (name, holder, token, held_until) values (${name}, ${holder}, 1, ${now} + ${ttlMs}::bigint)
        on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until,
          token = case when held.holder = excluded.holder then held.token else held.token + 1 end
        where held.holder = excluded.holder or held.held_until <= ${now}
        returning token`.execute(db);
      const [row] = rows;
      until = row === undefined ? 0 : askedAt + ttlMs;
      token = row?.token ?? 0;
      return row !== undefined;
    },

    mine: () => performance.now() < until,

    async guard(tx) {
      const row = await queries(tx).selectFrom('leases').selectAll().where('name', '=', name).executeTakeFirst();
      // Not the time: a holder that is late but not replaced may finish.
      if (row?.holder !== holder || row.token !== token) throw new LeaseLost();
    },

    async release() {
      until = 0;
      await sql`update leases set held_until = 0 where name = ${name} and holder = ${holder}`.execute(db);
    },
  };
}
