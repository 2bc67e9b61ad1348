import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ReplayRecord } from './record';

/** Records sorted in memory at once; beyond it they go through temporary files, so that memory does not follow the input's length. */
const runLength = 20_000;

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
      text += `${JSON.stringify([ingested, at, table, row])}\n`;
      if (text.length > 1 << 20) {
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

function* readRun(file: string): Generator<ReplayRecord> {
  const handle = openSync(file, 'r');
  const buffer = Buffer.alloc(1 << 18);
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (let length = readSync(handle, buffer); length > 0; length = readSync(handle, buffer)) {
      // Cut at the last line break as bytes: a character may straddle two reads.
      const chunk = Buffer.concat([rest, buffer.subarray(0, length)]);
      const end = chunk.lastIndexOf(10) + 1;
      rest = Buffer.from(chunk.subarray(end));
      for (const line of chunk.toString('utf8', 0, end).split('\n')) if (line !== '') yield parse(line);
    }
  } finally {
    closeSync(handle);
  }
}

function parse(line: string): ReplayRecord {
  const [ingested, at, table, row] = JSON.parse(line) as [number, number, ReplayRecord['table'], ReplayRecord['row']];
  return { ingested, at, table, row };
}

/** Few runs, so a linear look for the smallest head is quicker than a heap. Earlier runs win ties: input order. */
function* merge(runs: readonly Iterator<ReplayRecord>[]): Generator<ReplayRecord> {
  const heads = runs.map((run) => ({ run, head: run.next() }));
  for (;;) {
    let least: (typeof heads)[number] | undefined;
    for (const candidate of heads) {
      if (candidate.head.done) continue;
      if (least === undefined || least.head.done || order(candidate.head.value, least.head.value) < 0)
        least = candidate;
    }
    if (least === undefined || least.head.done) return;
    yield least.head.value;
    least.head = least.run.next();
  }
}
