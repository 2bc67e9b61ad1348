import type { TableRow } from '../../local/tenant/activity-rows';

/** One connect attempt as the published rules see it, start and end rows and copies already collapsed. */
export interface ConsoleUse {
  readonly correlationId: string;
  readonly at: number;
  /** When the end row became visible, or the start row when there is no end. */
  readonly visibleAt: number;
  readonly firstVisibleAt: number;
  readonly principal: string;
  readonly address: string;
  readonly success: boolean;
}

/**
 * Reads connects out of raw rows, apart from the detection's own reader, so that the yardstick does not share its mistakes.
 * In order of visibility.
 */
export function consoleUses(rows: Iterable<TableRow>): readonly ConsoleUse[] {
  const uses = new Map<string, ConsoleUse>();
  for (const row of rows) {
    if (!/serialports\/connect\/action/i.test(text(row.OperationNameValue))) continue;
    const id = text(row.CorrelationId);
    const known = uses.get(id);
    const visible = Date.parse(text(row._IngestionTime));
    const success = /^(succ|accept)/i.test(text(row.ActivityStatusValue));
    uses.set(id, {
      correlationId: id,
      at: Math.min(known?.at ?? Number.POSITIVE_INFINITY, Date.parse(text(row.TimeGenerated))),
      visibleAt: success && !known?.success ? visible : (known?.visibleAt ?? visible),
      firstVisibleAt: Math.min(known?.firstVisibleAt ?? visible, visible),
      principal: known?.principal || principalOf(row),
      address: known?.address || addressOf(row),
      success: success || (known?.success ?? false),
    });
  }
  return [...uses.values()].sort((a, b) => a.visibleAt - b.visibleAt);
}

function principalOf(row: TableRow): string {
  const claims = dynamic(row.Claims_d ?? row.Claims);
  const named = text(claims['http://schemas.microsoft.com/identity/claims/objectidentifier']);
  const caller = text(row.Caller);
  return (caller || named).toLowerCase();
}

function addressOf(row: TableRow): string {
  return text(row.CallerIpAddress) || text(dynamic(row.HTTPRequest).clientIpAddress);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function dynamic(value: unknown): Readonly<Record<string, unknown>> {
  const parsed: unknown = typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}
