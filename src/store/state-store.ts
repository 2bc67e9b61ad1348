import type { StateStore } from '../core/state';
import { queries } from './transactions';

export function storedState(): StateStore {
  return {
    async get(tx, key) {
      const row = await queries(tx)
        .selectFrom('state')
        .select(['version', 'value'])
        .where('key', '=', key)
        .executeTakeFirst();
      return row === undefined ? undefined : { value: JSON.parse(row.value), version: row.version };
    },

    async put(tx, key, value, expectedVersion) {
      const json = JSON.stringify(value);
      if (expectedVersion === 0) {
        const inserted = await queries(tx)
          .insertInto('state')
          .values({ key, version: 1, value: json })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .returning('version')
          .executeTakeFirst();
        return inserted?.version;
      }
      if (expectedVersion !== undefined) {
        const updated = await queries(tx)
          .updateTable('state')
          .set({ version: expectedVersion + 1, value: json })
          .where('key', '=', key)
          .where('version', '=', expectedVersion)
          .returning('version')
          .executeTakeFirst();
        return updated?.version;
      }
      const saved = await queries(tx)
        .insertInto('state')
        .values({ key, version: 1, value: json })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((row) => ({ version: row('state.version', '+', 1), value: json })),
        )
        .returning('version')
        .executeTakeFirstOrThrow();
      return saved.version;
    },

    async remove(tx, key) {
      await queries(tx).deleteFrom('state').where('key', '=', key).execute();
    },
  };
}
