import type { IncomingHttpHeaders } from 'node:http';

/** One request as the emulators see it: path decoded, runs of slashes collapsed (the ARM SDK sends `//subscriptions/...`). */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON, or undefined without a body. */
  readonly body: unknown;
  /** `http://127.0.0.1:PORT` of this emulator: nextLinks are absolute. */
  readonly origin: string;
  /** Sent back as `x-ms-request-id` (ARM) and `request-id` (Graph). */
  readonly requestId: string;
}

/** An answer; without `body` nothing but the status goes out. */
export interface WireAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Handler = (request: WireRequest) => WireAnswer | Promise<WireAnswer>;

/** An `{"error":{code,message}}` answer, the envelope ARM and Graph share. */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): WireAnswer {
  return { status, body: { error: { code, message } }, headers };
}

/** Thrown anywhere inside a handler to answer at once. */
export class WireError extends Error {
  constructor(readonly answer: WireAnswer) {
    super(JSON.stringify(answer.body ?? answer.status));
    this.name = 'WireError';
  }
}

export function fail(status: number, code: string, message: string): never {
  throw new WireError(errorAnswer(status, code, message));
}

/** A body, or part of one, as a record; anything else reads as an empty one. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
