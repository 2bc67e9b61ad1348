/** Structured log port; the pino adapter stands beside main. Fields never hold secrets, tokens or serial-log text. */
export interface Log {
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** Drops everything: for tests and for commands whose output is the product (replay). */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** An error's words for a log line: message, code and HTTP status when the SDKs set them, never headers or bodies. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  return {
    error: error.message,
    ...(code === undefined ? {} : { code }),
    ...(statusCode === undefined ? {} : { statusCode }),
  };
}
