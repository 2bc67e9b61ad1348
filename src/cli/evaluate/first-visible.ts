import type { TableRow } from '../../local/tenant/activity-rows';

/** When the first row of each operation could be queried, by correlation id, epoch milliseconds. */
export function firstVisible(rows: Iterable<TableRow>): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const row of rows) {
    if (row.Type !== 'AzureActivity' || typeof row.CorrelationId !== 'string') continue;
    const visible = Date.parse(String(row._IngestionTime));
    first.set(row.CorrelationId, Math.min(first.get(row.CorrelationId) ?? visible, visible));
  }
  return first;
}
