import type { Refusal } from '../../core/outcome';
import type { LogFailure, LogSource } from '../../detection/ports';

/** Rows of the last seven days, or why there are none. Times are epoch milliseconds. */
export type TableState =
  | {
      readonly kind: 'rows';
      readonly rows: number;
      readonly visibleAt?: number;
      readonly bySubscription: ReadonlyMap<string, number>;
    }
  | { readonly kind: 'empty' }
  /** The workspace has no such table: its source was never connected. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly refusal: Refusal<LogFailure> };

export const lookBackMs = 7 * 86_400_000;

/** `table` comes from this program, never from outside: it stands in the query as it is. */
export async function readTable(source: LogSource, table: string, now: number): Promise<TableState> {
  const by = table === 'AzureActivity' ? ' by Subscription = tolower(SubscriptionId)' : '';
  const text = `${table}\n| summarize Rows = count(), VisibleAt = max(ingestion_time())${by}`;
  const answer = await source.query({
    name: 'doctor-table',
    text,
    parameters: {},
    timespan: { from: now - lookBackMs, to: now },
  });
  if (!answer.ok) return isAbsent(answer) ? { kind: 'absent' } : { kind: 'refused', refusal: answer };
  const rows = answer.value.rows.reduce((sum, row) => sum + Number(row.Rows ?? 0), 0);
  if (rows === 0) return { kind: 'empty' };
  const seen = answer.value.rows.map(
    (row) => [String(row.Subscription ?? ''), Date.parse(String(row.VisibleAt))] as const,
  );
  const known = seen.filter(([, at]) => Number.isFinite(at));
  return {
    kind: 'rows',
    rows,
    bySubscription: new Map(known),
    ...(known.length === 0 ? {} : { visibleAt: Math.max(...known.map(([, at]) => at)) }),
  };
}

/** The text is known to be good, so what the service refuses in it is the table; a workspace that does not exist is refused under another code. */
function isAbsent({ reason, message }: Refusal<LogFailure>): boolean {
  return reason === 'bad-query' && message.includes('BadArgumentError');
}

/** `4 min`, `3 h`, `2 d`: how long ago. */
export function ago(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
}
