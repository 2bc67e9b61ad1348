import type { KqlError } from '../kql';

/** The body of a refusal, in the shape of the query API: an outer code to switch on, inner errors with the detail. */
export interface ErrorBody {
  readonly error: ApiError;
}

export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly correlationId?: string;
  readonly innererror?: InnerError;
  readonly details?: readonly ApiError[];
}

export interface InnerError {
  readonly code: string;
  readonly message: string;
  readonly innererror?: InnerError;
  readonly line?: number;
  readonly pos?: number;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function refuse(
  status: number,
  code: string,
  message: string,
  inner?: InnerError,
  headers: Reply['headers'] = {},
): Reply {
  const error: ApiError = inner ? { code, message, innererror: inner } : { code, message };
  return { status, body: { error } satisfies ErrorBody, headers };
}

const outer = 'The request had some invalid properties';

/** A query the service would refuse: `BadArgumentError` around `SyntaxError` or `SemanticError`, with the place in the text. */
export function refuseQuery(error: KqlError, query: string): Reply {
  const [first] = error.diagnostics;
  const before = query.slice(0, first?.start ?? 0);
  const place = { line: before.split('\n').length, pos: before.length - before.lastIndexOf('\n') - 1 };
  const detail: InnerError =
    error.kind === 'SyntaxError'
      ? { code: 'SYN0002', message: first?.message ?? error.message, ...place }
      : { code: 'SEM0100', message: first?.message ?? error.message };
  const message =
    error.kind === 'SyntaxError' ? 'A recognition error occurred in the query.' : 'A semantic error occurred.';
  return refuse(400, 'BadArgumentError', outer, { code: error.kind, message, innererror: detail });
}

export function badArgument(message: string): Reply {
  return refuse(400, 'BadArgumentError', message);
}
