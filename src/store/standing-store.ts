import type { Standing, StandingStore } from '../alerts/standing';
import { queries } from './transactions';

/** Mutes or incidents as documents beside the end they are found by. Without `states` every state counts as standing. */
export function storedStanding<T extends Standing>(
  table: 'mutes' | 'incidents',
  states?: readonly T['state'][],
): StandingStore<T> {
  return {
    async get(tx, id) {
      const row = await queries(tx).selectFrom(table).select('document').where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : standingOf<T>(row);
    },

    async insert(tx, standing) {
      await queries(tx)
        .insertInto(table)
        .values({ id: standing.id, ...columnsOf(standing) })
        .execute();
    },

    async replace(tx, standing, expectedVersion) {
      const updated = await queries(tx)
        .updateTable(table)
        .set(columnsOf(standing))
        .where('id', '=', standing.id)
        .where('version', '=', expectedVersion)
        .returning('id')
        .executeTakeFirst();
      return updated !== undefined;
    },

    async standing(tx, at) {
      const rows = await queries(tx)
        .selectFrom(table)
        .select('document')
        .where('until_at', '>', at)
        .$if(states !== undefined, (query) => query.where('state', 'in', states ?? []))
        .orderBy('until_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => standingOf<T>(row));
    },
  };
}

function columnsOf(standing: Standing) {
  const { version, state, until, updatedAt } = standing;
  return { version, state, until_at: until, updated_at: updatedAt, document: JSON.stringify(standing) };
}

function standingOf<T>({ document }: { readonly document: string }): T {
  return JSON.parse(document) as T;
}
