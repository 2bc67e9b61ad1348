import { setTimeout as pause } from 'node:timers/promises';
import type { Trace } from './call';
import { type Json, list, record, required } from './json';
import type { Transport } from './transport';

/** One question inside a batch; `url` is relative to `/v1.0`, as Graph wants it. */
export interface BatchPart {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
}

export interface BatchAnswer {
  readonly status: number;
  readonly body: Json;
}

const partsPerBatch = 20;
const batchesAtOnce = 4;
const throttledRounds = 3;

/** Asks in batches of 20, four at a time; answers in the order asked. A throttled part is asked again after its own pause. */
export async function askBatch(
  transport: Transport,
  parts: readonly BatchPart[],
  trace: Trace,
  throttleDelayMs: number,
): Promise<readonly BatchAnswer[]> {
  const answers = new Array<BatchAnswer>(parts.length);
  let open = parts.map((part, index) => ({ part, index }));
  for (let round = 0; open.length > 0; round++) {
    const chunks = Array.from({ length: Math.ceil(open.length / partsPerBatch) }, (_, n) =>
      open.slice(n * partsPerBatch, (n + 1) * partsPerBatch),
    );
    const throttled: typeof open = [];
    let wait = 0;
    const next = chunks[Symbol.iterator]();
    const work = async () => {
      for (const chunk of next) {
        const replies = await askOnce(transport, chunk, trace);
        for (const entry of chunk) {
          const reply = replies.get(String(entry.index));
          answers[entry.index] = reply ?? { status: 504, body: {} };
          if (reply?.status !== 429 || round === throttledRounds) continue;
          throttled.push(entry);
          wait = Math.max(wait, reply.retryAfterMs ?? throttleDelayMs);
        }
      }
    };
    await Promise.all(Array.from({ length: batchesAtOnce }, work));
    open = throttled;
    if (open.length > 0) await pause(wait);
  }
  return answers;
}

async function askOnce(
  transport: Transport,
  chunk: readonly { readonly part: BatchPart; readonly index: number }[],
  trace: Trace,
): Promise<ReadonlyMap<string, BatchAnswer & { readonly retryAfterMs?: number }>> {
  const requests = chunk.map(({ part, index }) => ({
    id: String(index),
    method: part.method,
    url: part.url,
    ...(part.body === undefined ? {} : { body: part.body, headers: { 'content-type': 'application/json' } }),
  }));
  const { body, requestId } = await transport({ method: 'POST', target: '/v1.0/$batch', body: { requests } });
  trace(requestId);
  return new Map(
    list(record(body).responses, 'the batch responses').map((row) => {
      const headers = Object.entries(record(row.headers)).find(([name]) => name.toLowerCase() === 'retry-after');
      const seconds = Number(headers?.[1] ?? Number.NaN);
      const answer = { status: Number(row.status), body: record(row.body) };
      const id = required(row.id, 'the id of a batch response');
      return [id, Number.isFinite(seconds) ? { ...answer, retryAfterMs: seconds * 1000 } : answer];
    }),
  );
}
