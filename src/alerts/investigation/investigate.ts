import type { LogSource } from '../../detection/ports';
import type { Alert } from '../alert';
import { type Figure, type FigureId, type FigureRows, figureIds } from './investigation';
import { meaningOf } from './meanings';
import { canBeAsked, questionOf } from './questions';
import { readRow } from './read-rows';

/** The aggregate is read whole with every press: this many rows of a figure are kept with the alert. */
const mostRows = 8;

/**
 * Asks the log every question about an alert, one after the other: the poller shares the service's five concurrent queries. A question that cannot be
 * answered says why and does not stop the others. `before` is awaited ahead of each.
 */
export async function readFigures(
  source: LogSource,
  alert: Alert,
  readAt: number,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const id of figureIds) {
    await before();
    figures.push((await readFigure(source, alert, id, readAt)) as Figure);
  }
  return figures;
}

async function readFigure<K extends FigureId>(source: LogSource, alert: Alert, id: K, readAt: number) {
  if (!canBeAsked(alert, id)) return { id, rows: [], failed: 'the log rows of the alert name none' };
  const answer = await source.query(questionOf(alert, id, readAt));
  if (!answer.ok) return { id, rows: [], failed: answer.message };
  const rows = answer.value.rows.map(readRow[id]).filter((row) => row !== undefined);
  const sorted = [...rows].sort((a, b) => weightOf(b, alert) - weightOf(a, alert)) as FigureRows[K][];
  const kept = sorted.slice(0, mostRows);
  return { id, rows: kept, ...(sorted.length > kept.length ? { more: sorted.length - kept.length } : {}) };
}

/** What a responder must not miss stays when rows are left out; among equals the query's own order holds. */
function weightOf(row: FigureRows[FigureId], { principal }: Alert): number {
  if ('operation' in row) return meaningOf(row.operation) === undefined ? 0 : 1;
  if ('risks' in row) return row.risks.some((risk) => risk !== 'none') ? 2 : row.failed > 0 ? 1 : 0;
  if ('signIns' in row) return isPrincipal(row.who, principal) ? 0 : 1;
  return 0;
}

/** Is this the alert's own principal, as the log writes callers: by user name or object id? */
export function isPrincipal(who: string, { objectId, displayName }: Alert['principal']): boolean {
  return who === objectId || who === displayName.toLowerCase();
}
