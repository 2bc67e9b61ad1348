import type { CardRef, CardRefStore } from '../chat/stores';
import { nextNumber } from './counters';
import type { CardRefRow } from './tables';
import { queries } from './transactions';

export function storedCardRefs(): CardRefStore {
  return {
    async put(tx, ref) {
      const columns = {
        subject: ref.subject,
        service_url: ref.serviceUrl,
        opens_thread: ref.opensThread ? 1 : 0,
        posted_at: ref.postedAt,
        person_of: ref.personOf ?? null,
        painted: ref.painted ?? null,
      };
      await queries(tx)
        .insertInto('card_refs')
        .values({
          conversation_id: ref.conversationId,
          activity_id: ref.activityId,
          position: await nextNumber(tx, 'card'),
          ...columns,
        })
        .onConflict((conflict) => conflict.columns(['conversation_id', 'activity_id']).doUpdateSet(columns))
        .execute();
    },

    async find(tx, conversationId, activityId) {
      const row = await queries(tx)
        .selectFrom('card_refs')
        .selectAll()
        .where('conversation_id', '=', conversationId)
        .where('activity_id', '=', activityId)
        .executeTakeFirst();
      return row === undefined ? undefined : refOf(row);
    },

    async ofSubject(tx, subject) {
      const rows = await queries(tx)
        .selectFrom('card_refs')
        .selectAll()
        .where('subject', '=', subject)
        .orderBy('position')
        .execute();
      return rows.map(refOf);
    },

    async notePainted(tx, conversationId, activityId, painted) {
      await queries(tx)
        .updateTable('card_refs')
        .set({ painted: painted ?? null })
        .where('conversation_id', '=', conversationId)
        .where('activity_id', '=', activityId)
        .execute();
    },

    async remove(tx, conversationId, activityId) {
      await queries(tx)
        .deleteFrom('card_refs')
        .where('conversation_id', '=', conversationId)
        .where('activity_id', '=', activityId)
        .execute();
    },
  };
}

function refOf(row: CardRefRow): CardRef {
  return {
    subject: row.subject,
    serviceUrl: row.service_url,
    conversationId: row.conversation_id,
    activityId: row.activity_id,
    opensThread: row.opens_thread === 1,
    postedAt: row.posted_at,
    ...(row.person_of === null ? {} : { personOf: row.person_of }),
    ...(row.painted === null ? {} : { painted: row.painted }),
  };
}
