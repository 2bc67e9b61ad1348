import type { Answer } from '../chat/ports';
import type { SeenStore } from '../chat/stores';
import { queries } from './transactions';

export function storedSeen(): SeenStore {
  return {
    async get(tx, activityKey) {
      const row = await queries(tx)
        .selectFrom('seen')
        .select('answer')
        .where('activity_key', '=', activityKey)
        .executeTakeFirst();
      return row === undefined ? undefined : (JSON.parse(row.answer) as Answer);
    },

    async put(tx, activityKey, answer, at) {
      const columns = { answer: JSON.stringify(answer), at };
      await queries(tx)
        .insertInto('seen')
        .values({ activity_key: activityKey, ...columns })
        .onConflict((conflict) => conflict.column('activity_key').doUpdateSet(columns))
        .execute();
    },

    async forgetBefore(tx, at) {
      await queries(tx).deleteFrom('seen').where('at', '<', at).execute();
    },
  };
}
