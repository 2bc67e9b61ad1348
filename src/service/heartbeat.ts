import type { HttpCaller } from '../chat/ports';
import type { Log } from '../core/log';
import type { Metrics } from '../core/metrics';

/**
 * Tells something outside that a poll was good, so that it notices when none is. Not waited for: whoever listens may be slow, and the next poll must
 * not be.
 */
export function heartbeat(
  url: string | undefined,
  { http, log, metrics }: { readonly http: HttpCaller; readonly log: Log; readonly metrics: Metrics },
): () => void {
  if (url === undefined) return () => undefined;
  return () =>
    void http.get(url).then((called) => {
      metrics.count('heartbeats', { outcome: called.ok ? 'good' : 'failed' });
      if (!called.ok) log.warn({ reason: called.reason }, `heartbeat: ${called.message}`);
    });
}
