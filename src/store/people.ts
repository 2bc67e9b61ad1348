import { sql } from 'kysely';
import type { KnownPerson, PeopleStore } from '../chat/stores';
import { chunks } from './chunks';
import type { PersonRow } from './tables';
import { queries } from './transactions';

export function storedPeople(): PeopleStore {
  return {
    async put(tx, person) {
      await queries(tx)
        .insertInto('people')
        .values({
          object_id: person.objectId,
          name: person.name,
          service_url: person.serviceUrl,
          mri: person.mri ?? null,
          personal_conversation_id: person.personalConversationId ?? null,
          seen_at: person.seenAt,
        })
        .onConflict((conflict) =>
          conflict.column('object_id').doUpdateSet({
            name: sql`excluded.name`,
            service_url: sql`excluded.service_url`,
            mri: sql`coalesce(excluded.mri, people.mri)`,
            personal_conversation_id: sql`coalesce(excluded.personal_conversation_id, people.personal_conversation_id)`,
            seen_at: sql`excluded.seen_at`,
          }),
        )
        .execute();
    },

    async get(tx, objectId) {
      const row = await queries(tx)
        .selectFrom('people')
        .selectAll()
        .where('object_id', '=', objectId)
        .executeTakeFirst();
      return row === undefined ? undefined : personOf(row);
    },

    async many(tx, objectIds) {
      const found: KnownPerson[] = [];
      for (const ids of chunks(objectIds)) {
        const rows = await queries(tx).selectFrom('people').selectAll().where('object_id', 'in', ids).execute();
        found.push(...rows.map(personOf));
      }
      return found;
    },
  };
}

function personOf(row: PersonRow): KnownPerson {
  return {
    objectId: row.object_id,
    name: row.name,
    serviceUrl: row.service_url,
    ...(row.mri === null ? {} : { mri: row.mri }),
    ...(row.personal_conversation_id === null ? {} : { personalConversationId: row.personal_conversation_id }),
    seenAt: row.seen_at,
  };
}
