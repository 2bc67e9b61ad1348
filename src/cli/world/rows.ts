import type { LogAnalyticsEmulator } from '../../local/log-analytics/server';

type Row = Readonly<Record<string, unknown>>;

/** Gives exported rows to the emulated workspace, table by table; `_IngestionTime` says when each becomes visible. */
export function addTenantRows(logAnalytics: Pick<LogAnalyticsEmulator, 'addRows'>, rows: readonly Row[]): void {
  const byTable = new Map<string, Row[]>();
  for (const row of rows) {
    const table = typeof row.Type === 'string' ? row.Type : 'AzureActivity';
    const list = byTable.get(table) ?? [];
    list.push(row);
    byTable.set(table, list);
  }
  for (const [table, list] of byTable) logAnalytics.addRows(table, list);
}
