import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { columnsOf, type ReplayRecord } from './record';

/** Records sorted in memory at once; beyond it they go through temporary files, so that memory does not follow the input's length. */
const runLength = 20_000;
const blockBytes = 1 << 16;

/** Sorts batches of records by ingestion time (event time, then input order, among equals) however many there are. */
export async function sortByIngestion(
  batches: AsyncIterable<readonly ReplayRecord[]>,
): Promise<{ readonly sorted: Iterable<ReplayRecord>; readonly close: () => void }> {
  let held: ReplayRecord[] = [];
  const runs: string[] = [];
  let folder: string | undefined;
  const close = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    for await (const batch of batches) {
      for (const record of batch) held.push(record);
      if (held.length < runLength) continue;
      folder ??= mkdtempSync(path.join(tmpdir(), 'replay-'));
      runs.push(writeRun(path.join(folder, `${runs.length}.ndjson`), held.sort(order)));
      held = [];
    }
    held.sort(order);
    return { sorted: runs.length === 0 ? held : merge([...runs.map(readRun), held[Symbol.iterator]()]), close };
  } catch (error) {
    close();
    throw error;
  }
}

function order(a: ReplayRecord, b: ReplayRecord): number {
  return a.ingested - b.ingested || a.at - b.at;
}

function writeRun(file: string, records: readonly ReplayRecord[]): string {
  const handle = openSync(file, 'w');
  try {
    let text = '';
    for (const { ingested, at, table, row } of records) {
      const columns = columnsOf[table];
      const kept = columns === undefined ? row : columns.map((column) => row[column]);
      text += `${JSON.stringify([ingested, at, table, kept])}\n`;
      if (text.length > blockBytes) {
        writeSync(handle, text);
        text = '';
      }
    }
    writeSync(handle, text);
  } finally {
    closeSync(handle);
  }
  return file;
}

/** A line becomes text only when its turn has come: of each run one record lies on the heap, however many runs there are. */
function* readRun(file: string): Generator<ReplayRecord> {
  const handle = openSync(file, 'r');
  let buffer = Buffer.alloc(blockBytes);
  let start = 0;
  let end = 0;
  try {
    for (;;) {
      const to = buffer.indexOf(10, start);
      if (to >= 0 && to < end) {
        yield parse(buffer.toString('utf8', start, to));
        start = to + 1;
        continue;
      }
      buffer.copyWithin(0, start, end);
      end -= start;
      start = 0;
      if (end === buffer.length) buffer = Buffer.concat([buffer], 2 * end);
      const length = readSync(handle, buffer, end, buffer.length - end, null);
      if (length === 0) return;
      end += length;
    }
  } finally {
    closeSync(handle);
  }
}

function parse(line: string): ReplayRecord {
  const [ingested, at, table, kept] = JSON.parse(line) as [number, number, ReplayRecord['table'], unknown];
  const columns = columnsOf[table];
  if (columns === undefined) return { ingested, at, table, row: kept as ReplayRecord['row'] };
  const row: Record<string, unknown> = {};
  const values = kept as readonly unknown[];
  for (let index = 0; index < columns.length; index += 1) {
    // Nothing and null are the same to a query.
    if (values[index] !== null) row[columns[index] as string] = values[index];
  }
  return { ingested, at, table, row };
}

interface Head {
  readonly run: Iterator<ReplayRecord>;
  readonly place: number;
  record: ReplayRecord;
}

/** The smallest head is the first of `heads`, a binary heap. Earlier runs win ties: input order. */
function* merge(runs: readonly Iterator<ReplayRecord>[]): Generator<ReplayRecord> {
  const heads: Head[] = [];
  for (const [place, run] of runs.entries()) {
    const { done, value } = run.next();
    if (done !== true) heads.push({ run, place, record: value });
  }
  for (let index = (heads.length >> 1) - 1; index >= 0; index -= 1) sink(heads, index);
  for (let least = heads[0]; least !== undefined; least = heads[0]) {
    yield least.record;
    const { done, value } = least.run.next();
    if (done !== true) least.record = value;
    else {
      const last = heads.pop();
      if (last !== undefined && last !== least) heads[0] = last;
    }
    sink(heads, 0);
  }
}

function sink(heads: Head[], from: number): void {
  for (let index = from; ; ) {
    let least = index;
    for (const child of [2 * index + 1, 2 * index + 2]) if (isBefore(heads[child], heads[least])) least = child;
    const [a, b] = [heads[index], heads[least]];
    if (least === index || a === undefined || b === undefined) return;
    heads[index] = b;
    heads[least] = a;
    index = least;
  }
}

function isBefore(a: Head | undefined, b: Head | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return (order(a.record, b.record) || a.place - b.place) < 0;
}
