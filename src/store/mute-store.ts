import type { Mute } from '../alerts/mutes/mute';
import type { MuteStore } from '../alerts/mutes/ports';
import type { StandingRow } from './tables';
import { queries } from './transactions';

/** Mutes as documents beside the end they are found by. */
export function storedMutes(): MuteStore {
  return {
    async get(tx, id) {
      const row = await queries(tx).selectFrom('mutes').select('document').where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : muteOf(row);
    },

    async insert(tx, mute) {
      await queries(tx).insertInto('mutes').values(rowOf(mute)).execute();
    },

    async replace(tx, mute, expectedVersion) {
      const { id, ...row } = rowOf(mute);
      const updated = await queries(tx)
        .updateTable('mutes')
        .set(row)
        .where('id', '=', id)
        .where('version', '=', expectedVersion)
        .returning('id')
        .executeTakeFirst();
      return updated !== undefined;
    },

    async standing(tx, at) {
      const rows = await queries(tx)
        .selectFrom('mutes')
        .select('document')
        .where('until_at', '>', at)
        .where('state', 'in', ['draft', 'asked', 'active'])
        .orderBy('until_at')
        .orderBy('id')
        .execute();
      return rows.map(muteOf);
    },
  };
}

function rowOf(mute: Mute): StandingRow {
  const { id, version, state, until, updatedAt } = mute;
  return { id, version, state, until_at: until, updated_at: updatedAt, document: JSON.stringify(mute) };
}

function muteOf({ document }: { readonly document: string }): Mute {
  return JSON.parse(document) as Mute;
}
