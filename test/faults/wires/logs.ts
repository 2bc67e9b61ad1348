import type { FaultOrder } from '../../../src/local/log-analytics/faults';
import type { Scenario } from './scenario';

/** Two answers of Log Analytics are no good; what happened meanwhile is found by the third. */
const failing = (name: string, fault: FaultOrder, short = false): Scenario => ({
  name: `Log Analytics ${name}`,
  short,
  async run(site) {
    site.stage.emulators.logAnalytics.faults.next({ ...fault, times: 2 });
    await site.carded(site.strike());
    return 2;
  },
});

export const logScenarios: readonly Scenario[] = [
  failing('throttled', { kind: 'throttle', retryAfterSeconds: 1 }),
  failing('partial', { kind: 'partial' }, true),
  failing('slow, 3 s', { kind: 'slow', delayMs: 3_000 }),
  failing('time-out', { kind: 'timeout' }),
  failing('wrong content', { kind: 'wrong-content-type' }, true),
  failing('no content', { kind: 'no-content' }),
  failing('server error', { kind: 'server-error' }),
  failing('reset', { kind: 'connection-reset' }),
];
