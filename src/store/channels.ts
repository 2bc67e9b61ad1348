import type { Channel, ChannelStore } from '../chat/stores';
import { queries } from './transactions';

export function storedChannels(): ChannelStore {
  return {
    async put(tx, channel) {
      const columns = { subscribed_at: channel.subscribedAt, document: JSON.stringify(channel) };
      await queries(tx)
        .insertInto('channels')
        .values({ conversation_id: channel.conversationId, ...columns })
        .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet(columns))
        .execute();
    },

    async get(tx, conversationId) {
      const row = await queries(tx)
        .selectFrom('channels')
        .select('document')
        .where('conversation_id', '=', conversationId)
        .executeTakeFirst();
      return row === undefined ? undefined : (JSON.parse(row.document) as Channel);
    },

    async all(tx) {
      const rows = await queries(tx)
        .selectFrom('channels')
        .select('document')
        .orderBy('subscribed_at')
        .orderBy('conversation_id')
        .execute();
      return rows.map(({ document }) => JSON.parse(document) as Channel);
    },

    async remove(tx, conversationId) {
      await queries(tx).deleteFrom('channels').where('conversation_id', '=', conversationId).execute();
    },
  };
}
