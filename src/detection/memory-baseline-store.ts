import type { BaselineStore, RecordKind, StoredDocument, StoredRecord } from './store-ports';

/**
 * The baseline in memory: for replay, the demo's dry runs and tests. Shipped as product code and held to the same contract suite as the embedded
 * store. It has no rollback: replay never fails half way.
 */
export function memoryBaselineStore(): BaselineStore {
  const documents = new Map<string, StoredDocument>();
  const documentDays = byDay<string>();
  const records: Record<RecordKind, Map<string, StoredRecord>> = { session: new Map(), related: new Map() };
  const links: Record<RecordKind, Map<string, StoredRecord[]>> = { session: new Map(), related: new Map() };
  /** Records with a `dueAt`, the earliest first. */
  const due: Record<RecordKind, StoredRecord[]> = { session: [], related: [] };
  const recordDays: Record<RecordKind, DayIndex<string>> = { session: byDay(), related: byDay() };

  function unlink(record: StoredRecord, inDue = record.dueAt !== undefined): void {
    for (const link of record.links) {
      const list = links[record.kind].get(link) ?? [];
      list.splice(placeOf(list, record, byTime), 1);
      if (list.length === 0) links[record.kind].delete(link);
    }
    if (inDue) due[record.kind].splice(placeOf(due[record.kind], record, byDue), 1);
    recordDays[record.kind].remove(record.at, record.id);
    records[record.kind].delete(record.id);
  }

  /** A record that only says something else of itself keeps its places; where it becomes due is looked up anew. */
  function replace(known: StoredRecord, record: StoredRecord): void {
    const of = record.kind;
    records[of].set(record.id, record);
    for (const name of record.links) {
      const list = links[of].get(name);
      if (list !== undefined) list[placeOf(list, known, byTime)] = record;
    }
    if (known.dueAt !== undefined) due[of].splice(placeOf(due[of], known, byDue), 1);
    if (record.dueAt !== undefined) due[of].splice(placeOf(due[of], record, byDue), 0, record);
  }

  function link(record: StoredRecord): void {
    records[record.kind].set(record.id, record);
    recordDays[record.kind].add(record.at, record.id);
    if (record.dueAt !== undefined) due[record.kind].splice(placeOf(due[record.kind], record, byDue), 0, record);
    for (const name of record.links) {
      const list = links[record.kind].get(name) ?? [];
      list.splice(placeOf(list, record, byTime), 0, record);
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
      for (const document of saved) {
        const known = documents.get(document.key)?.expiresAt;
        if (known !== undefined) documentDays.remove(known, document.key);
        if (document.expiresAt !== undefined) documentDays.add(document.expiresAt, document.key);
        documents.set(document.key, document);
      }
    },
    async recordsById(_tx, kind, ids) {
      return ids.flatMap((id) => records[kind].get(id) ?? []);
    },
    async recordsByLink(_tx, kind, { links: names, also, from, to, limit }) {
      const found = new Map<string, StoredRecord>();
      for (const name of names) {
        const list = links[kind].get(name) ?? [];
        const end = placeOf(list, { kind, id: '\uffff', at: to, links: [], value: null }, byTime);
        for (let index = end - 1, left = limit; index >= 0 && left > 0; index -= 1) {
          const record = list[index];
          if (record === undefined || record.at < from) break;
          if (also !== undefined && !record.links.includes(also)) continue;
          found.set(record.id, record);
          left -= 1;
        }
      }
      return [...found.values()].sort(byTime);
    },
    async dueRecords(_tx, kind, before, limit) {
      const list = due[kind];
      let count = 0;
      while (count < limit && (list[count]?.dueAt ?? Number.POSITIVE_INFINITY) <= before) count += 1;
      return list.slice(0, count);
    },
    async saveRecords(_tx, saved) {
      for (const record of saved) {
        const known = records[record.kind].get(record.id);
        if (known !== undefined && known.at === record.at && sameLinks(known, record)) replace(known, record);
        else {
          if (known !== undefined) unlink(known);
          link(record);
        }
      }
    },
    async expire(_tx, before, recordsBefore) {
      for (const key of documentDays.upTo(before)) {
        const expiresAt = documents.get(key)?.expiresAt;
        if (expiresAt === undefined || expiresAt >= before) continue;
        documentDays.remove(expiresAt, key);
        documents.delete(key);
      }
      const done = due.related.findIndex(({ dueAt = Number.POSITIVE_INFINITY }) => dueAt >= before);
      for (const record of due.related.splice(0, done < 0 ? due.related.length : done)) unlink(record, false);
      for (const kind of ['session', 'related'] as const) {
        for (const id of recordDays[kind].upTo(recordsBefore)) {
          const record = records[kind].get(id);
          if (record !== undefined && record.at < recordsBefore) unlink(record);
        }
      }
    },
  };
}

interface DayIndex<T> {
  add(at: number, item: T): void;
  remove(at: number, item: T): void;
  /** Everything of the days that end before `at`, and of its own day. */
  upTo(at: number): T[];
}

/** Items by UTC day, so that the hourly sweep looks at what is old and not at everything. */
function byDay<T>(): DayIndex<T> {
  const days = new Map<number, Set<T>>();
  const dayOf = (at: number) => Math.floor(at / 86_400_000);
  return {
    add(at, item) {
      const items = days.get(dayOf(at));
      if (items === undefined) days.set(dayOf(at), new Set([item]));
      else items.add(item);
    },
    remove(at, item) {
      const items = days.get(dayOf(at));
      items?.delete(item);
      if (items?.size === 0) days.delete(dayOf(at));
    },
    upTo: (at) => [...days].flatMap(([day, items]) => (day <= dayOf(at) ? [...items] : [])),
  };
}

function sameLinks(a: StoredRecord, b: StoredRecord): boolean {
  return a.links.length === b.links.length && a.links.every((link, index) => link === b.links[index]);
}

function byTime(a: StoredRecord, b: StoredRecord): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function byDue(a: StoredRecord, b: StoredRecord): number {
  return (a.dueAt ?? 0) - (b.dueAt ?? 0) || byTime(a, b);
}

/** Where a record stands, or would stand, in a list of that order. */
function placeOf(list: readonly StoredRecord[], record: StoredRecord, order: typeof byTime): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = list[middle];
    if (other !== undefined && order(other, record) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
