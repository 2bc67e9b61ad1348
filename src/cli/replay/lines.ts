import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { type Lack, lacking } from './lacking';
import { type ReplayRecord, readRecord } from './record';

/** What reading the input found besides records. */
export interface Tally {
  readonly lines: number;
  readonly bad: number;
  readonly unknownTypes: ReadonlyMap<string, number>;
  /** Console rows without something they are judged by. */
  readonly lacks: ReadonlyMap<Lack, number>;
}

export interface LineReader {
  /** One batch a chunk of input: an `await` a record would cost more than reading it. */
  batches(): AsyncGenerator<readonly ReplayRecord[]>;
  /** Complete once `batches` has ended. */
  tally(): Tally;
}

/** Text of this size is made in V8's young generation; larger strings are kept apart there and make every collection a full one. */
const chunkBytes = 1 << 16;

/** Opens a file, or standard input for `-`; rejects when the file cannot be opened. */
export async function openInput(input: string): Promise<Readable> {
  if (input === '-') return process.stdin;
  const stream = createReadStream(input, { highWaterMark: chunkBytes });
  await once(stream, 'open');
  return stream;
}

/** Reads NDJSON; a bad line is told with its number and left out, an empty one is no line. */
export function readLines(input: Readable, complain: (message: string) => void): LineReader {
  let number = 0;
  let bad = 0;
  const unknownTypes = new Map<string, number>();
  const lacks = new Map<Lack, number>();

  function take(line: string): ReplayRecord | undefined {
    number += 1;
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (text.trim() === '') return undefined;
    const read = readRecord(parsed(text));
    if (read.kind === 'record') {
      for (const lack of lacking(read.record)) lacks.set(lack, (lacks.get(lack) ?? 0) + 1);
      return read.record;
    }
    if (read.kind === 'unknown-type') unknownTypes.set(read.type, (unknownTypes.get(read.type) ?? 0) + 1);
    else {
      bad += 1;
      complain(`line ${number}: ${read.why}; skipped`);
    }
    return undefined;
  }

  async function* batches(): AsyncGenerator<readonly ReplayRecord[]> {
    let rest: Buffer[] = [];
    for await (const piece of input) {
      const chunk = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
      // Cut at the last line break as bytes: a character may straddle two chunks.
      const end = chunk.lastIndexOf(10) + 1;
      if (end === 0) {
        rest.push(chunk);
        continue;
      }
      const whole = Buffer.concat([...rest, chunk.subarray(0, end)]).toString('utf8');
      rest = [chunk.subarray(end)];
      const batch: ReplayRecord[] = [];
      for (let from = 0; from < whole.length; ) {
        const to = whole.indexOf('\n', from);
        const line = number === 0 ? whole.slice(from, to).replace(/^\uFEFF/, '') : whole.slice(from, to);
        const record = take(line);
        if (record !== undefined) batch.push(record);
        from = to + 1;
      }
      yield batch;
    }
    const tail = Buffer.concat(rest).toString('utf8');
    const record = tail === '' ? undefined : take(tail);
    if (record !== undefined) yield [record];
  }

  return { batches, tally: () => ({ lines: number, bad, unknownTypes, lacks }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is not an object either: the caller counts the line as bad.
    return undefined;
  }
}
