import type { BaselineStore, RecordKind, StoredDocument, StoredRecord } from './store-ports';

/**
 * The baseline in memory: for replay, the demo's dry runs and tests. Shipped as product code and held to the same contract suite as the embedded
 * store. It has no rollback: replay never fails half way.
 */
export function memoryBaselineStore(): BaselineStore {
  const documents = new Map<string, StoredDocument>();
  const records: Record<RecordKind, Map<string, StoredRecord>> = { session: new Map(), related: new Map() };
  const links: Record<RecordKind, Map<string, StoredRecord[]>> = { session: new Map(), related: new Map() };
  const due: Record<RecordKind, Map<string, StoredRecord>> = { session: new Map(), related: new Map() };

  function unlink(record: StoredRecord): void {
    for (const link of record.links) {
      const list = links[record.kind].get(link) ?? [];
      list.splice(placeOf(list, record), 1);
      if (list.length === 0) links[record.kind].delete(link);
    }
    due[record.kind].delete(record.id);
    records[record.kind].delete(record.id);
  }

  function link(record: StoredRecord): void {
    records[record.kind].set(record.id, record);
    if (record.dueAt !== undefined) due[record.kind].set(record.id, record);
    for (const name of record.links) {
      const list = links[record.kind].get(name) ?? [];
      list.splice(placeOf(list, record), 0, record);
      links[record.kind].set(name, list);
    }
  }

  return {
    async documents(_tx, keys) {
      return new Map(
        keys.flatMap((key): [string, unknown][] => {
          const found = documents.get(key);
          return found === undefined ? [] : [[key, found.value]];
        }),
      );
    },
    async saveDocuments(_tx, saved) {
      for (const document of saved) documents.set(document.key, document);
    },
    async recordsById(_tx, kind, ids) {
      return ids.flatMap((id) => records[kind].get(id) ?? []);
    },
    async recordsByLink(_tx, kind, { links: names, from, to, limit }) {
      const found = new Map<string, StoredRecord>();
      for (const name of names) {
        const list = links[kind].get(name) ?? [];
        const end = placeOf(list, { kind, id: '\uffff', at: to, links: [], value: null });
        for (let index = end - 1; index >= 0 && end - index <= limit; index -= 1) {
          const record = list[index];
          if (record === undefined || record.at < from) break;
          found.set(record.id, record);
        }
      }
      return [...found.values()].sort(byTime);
    },
    async dueRecords(_tx, kind, before, limit) {
      const list = [...due[kind].values()].filter(({ dueAt }) => dueAt !== undefined && dueAt <= before);
      return list.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || byTime(a, b)).slice(0, limit);
    },
    async saveRecords(_tx, saved) {
      for (const record of saved) {
        const known = records[record.kind].get(record.id);
        if (known !== undefined) unlink(known);
        link(record);
      }
    },
    async expire(_tx, before, recordsBefore) {
      for (const [key, { expiresAt }] of documents)
        if (expiresAt !== undefined && expiresAt < before) documents.delete(key);
      for (const kind of ['session', 'related'] as const) {
        for (const record of [...records[kind].values()]) if (record.at < recordsBefore) unlink(record);
      }
    },
  };
}

function byTime(a: StoredRecord, b: StoredRecord): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Where a record stands, or would stand, in a list ordered by time. */
function placeOf(list: readonly StoredRecord[], record: StoredRecord): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = list[middle];
    if (other !== undefined && byTime(other, record) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
