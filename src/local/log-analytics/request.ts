import { z } from 'zod';

/** The body of a query request; members the API ignores are ignored. */
const bodySchema = z.object({
  query: z.string().min(1),
  timespan: z.string().nullish(),
  workspaces: z.array(z.string()).nullish(),
});

export interface QueryRequest {
  readonly query: string;
  readonly timespan?: string;
  /** Further workspaces the query runs over. */
  readonly workspaces: readonly string[];
}

/** The request, or what is wrong with it in one sentence. */
export function parseRequest(text: string): QueryRequest | string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return 'The request body is not valid JSON';
  }
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success)
    return `The request body is not a query: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`;
  const { query, timespan, workspaces } = parsed.data;
  return { query, workspaces: workspaces ?? [], ...(timespan ? { timespan } : {}) };
}

export interface Preferences {
  /** Seconds the caller is ready to wait; the service's default is 180 and its maximum 600. */
  readonly waitSeconds: number;
  readonly statistics: boolean;
  readonly render: boolean;
}

/** The `Prefer` header, such as `wait=60,include-statistics=true`. */
export function parsePreferences(header: string | undefined): Preferences {
  const parts = new Map(
    (header ?? '').split(/[,;]/).map((part) => {
      const [name = '', value = ''] = part.trim().split('=');
      return [name.toLowerCase(), value.toLowerCase()];
    }),
  );
  const wait = Number(parts.get('wait'));
  return {
    waitSeconds: Number.isFinite(wait) && wait > 0 ? wait : 180,
    statistics: parts.get('include-statistics') === 'true',
    render: parts.get('include-render') === 'true',
  };
}
