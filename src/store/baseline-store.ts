import type { Tx } from '../core/unit-of-work';
import type { BaselineStore, LinkQuery, RecordKind, StoredRecord } from '../detection/store-ports';
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
      for (const { key, value, expiresAt } of documents) {
        const columns = { value: JSON.stringify(value), expires_at: expiresAt ?? null };
        await queries(tx)
          .insertInto('baseline_documents')
          .values({ key, ...columns })
          .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
          .execute();
      }
    },

    async recordsById(tx, kind, ids) {
      const found: StoredRecord[] = [];
      for (const some of chunks(ids)) found.push(...(await rowsById(tx, kind, some)).map(recordOf));
      return found;
    },

    async recordsByLink(tx, kind, query) {
      const ids = new Set<string>();
      for (const link of new Set(query.links)) for (const id of await idsOfLink(tx, kind, link, query)) ids.add(id);
      const found: StoredRecord[] = [];
      for (const some of chunks([...ids])) found.push(...(await rowsById(tx, kind, some)).map(recordOf));
      return found.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
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
      for (const record of records) await saveRecord(tx, record);
    },

    async expire(tx, before, recordsBefore) {
      await queries(tx).deleteFrom('baseline_documents').where('expires_at', '<', before).execute();
      for (;;) {
        const old = await queries(tx)
          .selectFrom('baseline_records')
          .selectAll()
          .where('at', '<', recordsBefore)
          .limit(500)
          .execute();
        if (old.length === 0) return;
        for (const row of old) await deleteRecord(tx, row);
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

async function idsOfLink(tx: Tx, kind: RecordKind, link: string, query: LinkQuery): Promise<string[]> {
  const rows = await queries(tx)
    .selectFrom('baseline_links')
    .select('id')
    .where('kind', '=', kind)
    .where('link', '=', link)
    .where('at', '>=', query.from)
    .where('at', '<=', query.to)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(({ id }) => id);
}

async function saveRecord(tx: Tx, record: StoredRecord): Promise<void> {
  const links = JSON.stringify([...new Set(record.links)]);
  const columns = { at: record.at, due_at: record.dueAt ?? null, links, value: JSON.stringify(record.value) };
  const [earlier] = await rowsById(tx, record.kind, [record.id]);
  if (earlier !== undefined && earlier.at === record.at && earlier.links === links) {
    await queries(tx)
      .updateTable('baseline_records')
      .set(columns)
      .where('kind', '=', record.kind)
      .where('id', '=', record.id)
      .execute();
    return;
  }
  if (earlier !== undefined) await deleteRecord(tx, earlier);
  await queries(tx)
    .insertInto('baseline_records')
    .values({ kind: record.kind, id: record.id, ...columns })
    .execute();
  const rows = linksOf({ links }).map((link) => ({ kind: record.kind, link, at: record.at, id: record.id }));
  if (rows.length > 0) await queries(tx).insertInto('baseline_links').values(rows).execute();
}

async function deleteRecord(tx: Tx, row: BaselineRecordRow): Promise<void> {
  const links = linksOf(row);
  if (links.length > 0)
    await queries(tx)
      .deleteFrom('baseline_links')
      .where('kind', '=', row.kind)
      .where('link', 'in', links)
      .where('at', '=', row.at)
      .where('id', '=', row.id)
      .execute();
  await queries(tx).deleteFrom('baseline_records').where('kind', '=', row.kind).where('id', '=', row.id).execute();
}

function linksOf({ links }: { readonly links: string }): string[] {
  return JSON.parse(links) as string[];
}

function recordOf(row: BaselineRecordRow): StoredRecord {
  return {
    kind: row.kind as RecordKind,
    id: row.id,
    at: row.at,
    links: linksOf(row),
    ...(row.due_at === null ? {} : { dueAt: row.due_at }),
    value: JSON.parse(row.value),
  };
}
