import type { Alert } from '../alerts/alert';
import type { LogQuery } from '../detection/ports';
import { readQuery } from '../detection/queries';

/** Rows may be up to two days late, never more: as far back the poller looks too. */
const latestMs = 2 * 24 * 3_600_000;

/** The poll's query over what had become visible when the alert was raised or last grew. */
export function foundBy({ openedAt, raisedAt, findings }: Alert): LogQuery {
  const since = openedAt - latestMs;
  const cutoff = Math.max(raisedAt, ...findings.map(({ session }) => session.visibleAt));
  return {
    name: 'console',
    text: readQuery('console'),
    parameters: { since: { datetime: since }, watermark: { datetime: openedAt }, cutoff: { datetime: cutoff } },
    timespan: { from: since, to: cutoff },
  };
}
