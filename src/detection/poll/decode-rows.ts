import type { Log } from '../../core/log';
import { decodeEvent, type LogEvent } from '../decode/event';
import type { LogRow } from '../ports';

/** Decodes an answer; a malformed row is counted, logged with its id, and skipped. Rows delivered twice (overlap, two diagnostic settings) count once. */
export function decodeRows(rows: readonly LogRow[], log: Log): { events: LogEvent[]; malformed: number } {
  const events = new Map<string, LogEvent>();
  let malformed = 0;
  for (const row of rows) {
    const decoded = decodeEvent(row);
    if (decoded.ok) {
      if (!events.has(decoded.event.id)) events.set(decoded.event.id, decoded.event);
      continue;
    }
    malformed += 1;
    log.warn({ row: decoded.id }, `A log row was skipped: ${decoded.why}.`);
  }
  return { events: [...events.values()], malformed };
}
