import { sql } from 'kysely';
import type { Tx } from '../core/unit-of-work';
import {
  type BaselineStore,
  type LinkQuery,
  type RecordKind,
  recordKinds,
  type StoredRecord,
} from '../detection/store-ports';
import { chunks } from './chunks';
import type { BaselineRecordRow } from './tables';
import { queries } from './transactions';

/** Every question is one walk along an index, as long as its answer: a poll costs the same however long the history is. */
export function storedBaseline(): BaselineStore {
  return {
    async documents(tx, keys) {
      const found = new Map<string, unknown>();
      for (const some of chunks(keys)) {
        const rows = await queries(tx)
          .selectFrom('baseline_documents')
          .select(['key', 'value'])
          .where('key', 'in', some)
          .execute();
        for (const { key, value } of rows) found.set(key, JSON.parse(value));
      }
      return found;
    },

    async saveDocuments(tx, documents) {
      const byKey = new Map(documents.map((document) => [document.key, document]));
      for (const some of chunks([...byKey.values()], 100))
        await queries(tx)
          .insertInto('baseline_documents')
          .values(
            some.map(({ key, value, expiresAt }) => ({
              key,
              value: JSON.stringify(value),
              expires_at: expiresAt ?? null,
            })),
          )
          .onConflict((conflict) =>
            conflict.column('key').doUpdateSet({ value: sql`excluded.value`, expires_at: sql`excluded.expires_at` }),
          )
          .execute();
    },

    async recordsById(tx, kind, ids) {
      const found: StoredRecord[] = [];
      for (const some of chunks(ids)) found.push(...(await rowsById(tx, kind, some)).map(recordOf));
      return found;
    },

    async recordsByLink(tx, kind, query) {
      const found = new Map<string, StoredRecord>();
      for (const link of new Set(query.links)) {
        for (const row of await rowsOfLink(tx, kind, link, query)) {
          if (!found.has(row.id)) found.set(row.id, recordOf(row));
        }
      }
      return [...found.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    },

    async dueRecords(tx, kind, before, limit) {
      const rows = await queries(tx)
        .selectFrom('baseline_records')
        .selectAll()
        .where('kind', '=', kind)
        .where('due_at', '<=', before)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(recordOf);
    },

    async saveRecords(tx, records) {
      for (const kind of recordKinds) {
        // One statement must not write a row twice: of several with one id the last counts.
        const byId = new Map(records.filter((record) => record.kind === kind).map((record) => [record.id, record]));
        for (const some of chunks([...byId.values()], 100)) await saveSome(tx, kind, some);
      }
    },

    async expire(tx, before, recordsBefore) {
      await queries(tx).deleteFrom('baseline_documents').where('expires_at', '<', before).execute();
      const records = queries(tx).selectFrom('baseline_records').selectAll().limit(500);
      const done = records.where('kind', '=', 'related').where('due_at', '<', before);
      for (const gone of [done, records.where('at', '<', recordsBefore)]) {
        for (let old = await gone.execute(); old.length > 0; old = await gone.execute()) await deleteRecords(tx, old);
      }
    },
  };
}

async function rowsById(tx: Tx, kind: RecordKind, ids: readonly string[]): Promise<BaselineRecordRow[]> {
  return await queries(tx)
    .selectFrom('baseline_records')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', 'in', ids)
    .execute();
}

/** The hottest question of a poll: plain SQL of few texts, since building and preparing it costs as much as asking it. */
async function rowsOfLink(
  tx: Tx,
  kind: RecordKind,
  link: string,
  { also, from, to, limit }: LinkQuery,
): Promise<BaselineRecordRow[]> {
  const both =
    also === undefined
      ? sql``
      : sql`and exists (select 1 from baseline_links b where b.kind = a.kind and b.link = ${also} and b.at = a.at and b.id = a.id)`;
  const { rows } = await sql<BaselineRecordRow>`select r.kind, r.id, r.at, r.due_at, r.links, r.value from
    (select a.kind, a.id from baseline_links a where a.kind = ${kind} and a.link = ${link} and a.at >= ${from} and a.at <= ${to} ${both}
      order by a.at desc, a.id desc limit ${limit}) l
    join baseline_records r on r.kind = l.kind and r.id = l.id`.execute(queries(tx));
  return rows;
}

async function saveSome(tx: Tx, kind: RecordKind, records: readonly StoredRecord[]): Promise<void> {
  const ids = records.map(({ id }) => id);
  const earlier = new Map((await rowsById(tx, kind, ids)).map((row) => [row.id, row]));
  const rows = records.map(rowOf);
  // Links hang on time and names: most changes of a record touch neither, and cost one row.
  const moved = rows.filter((row) => {
    const known = earlier.get(row.id);
    return known === undefined || known.at !== row.at || known.links !== row.links;
  });
  for (const { id } of moved) {
    const known = earlier.get(id);
    if (known !== undefined) await deleteLinks(tx, known);
  }
  await queries(tx)
    .insertInto('baseline_records')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['kind', 'id']).doUpdateSet({
        at: sql`excluded.at`,
        due_at: sql`excluded.due_at`,
        links: sql`excluded.links`,
        value: sql`excluded.value`,
      }),
    )
    .execute();
  const links = moved.flatMap((row) => linksOf(row).map((link) => ({ kind, link, at: row.at, id: row.id })));
  for (const some of chunks(links, 100)) await queries(tx).insertInto('baseline_links').values(some).execute();
}

async function deleteRecords(tx: Tx, rows: readonly BaselineRecordRow[]): Promise<void> {
  for (const row of rows) await deleteLinks(tx, row);
  for (const kind of recordKinds) {
    const ids = rows.filter((row) => row.kind === kind).map(({ id }) => id);
    if (ids.length > 0)
      await queries(tx).deleteFrom('baseline_records').where('kind', '=', kind).where('id', 'in', ids).execute();
  }
}

async function deleteLinks(tx: Tx, row: BaselineRecordRow): Promise<void> {
  const links = linksOf(row);
  if (links.length === 0) return;
  await queries(tx)
    .deleteFrom('baseline_links')
    .where('kind', '=', row.kind)
    .where('link', 'in', links)
    .where('at', '=', row.at)
    .where('id', '=', row.id)
    .execute();
}

function rowOf(record: StoredRecord): BaselineRecordRow {
  return {
    kind: record.kind,
    id: record.id,
    at: record.at,
    due_at: record.dueAt ?? null,
    links: JSON.stringify([...new Set(record.links)]),
    value: JSON.stringify(record.value),
  };
}

function linksOf({ links }: { readonly links: string }): string[] {
  return JSON.parse(links) as string[];
}

function recordOf(row: BaselineRecordRow): StoredRecord {
  return {
    kind: row.kind as RecordKind,
    id: row.id,
    at: row.at,
    // Half the reading of a record, and hardly any reader asks.
    get links() {
      return linksOf(row);
    },
    ...(row.due_at === null ? {} : { dueAt: row.due_at }),
    value: JSON.parse(row.value),
  };
}
