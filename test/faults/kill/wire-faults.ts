import type { Rng } from '../../../src/local/tenant/random';
import type { Stage } from './stage';

/** Kinds of faults planned so far, with how often: what the report counts. */
export type FaultCounts = Map<string, number>;

type Plan = (stage: Stage) => void;

const connectorKinds = [412, 429, 500, 502, 503, 504, 'reset', 'lost-answer', 'hang'] as const;

const plans: Readonly<Record<string, Plan>> = {
  ...Object.fromEntries(
    connectorKinds.map((kind): [string, Plan] => [
      `connector ${kind}`,
      ({ emulators }) =>
        emulators.teams.control.faults.plan({ kind, ...(kind === 429 ? { retryAfterSeconds: 1 } : {}) }),
    ]),
  ),
  'logs throttled': ({ emulators }) => emulators.logAnalytics.faults.next({ kind: 'throttle', retryAfterSeconds: 1 }),
  'logs partial': ({ emulators }) => emulators.logAnalytics.faults.next({ kind: 'partial' }),
  'logs no content': ({ emulators }) => emulators.logAnalytics.faults.next({ kind: 'no-content' }),
  'logs time-out': ({ emulators }) => emulators.logAnalytics.faults.next({ kind: 'timeout' }),
  'logs slow': ({ emulators }) => emulators.logAnalytics.faults.next({ kind: 'slow', delayMs: 700 }),
  'logs error': ({ emulators }) => emulators.logAnalytics.faults.next({ kind: 'server-error' }),
  'logs wrong content': ({ emulators }) => emulators.logAnalytics.faults.next({ kind: 'wrong-content-type' }),
  'logs reset': ({ emulators }) => emulators.logAnalytics.faults.next({ kind: 'connection-reset' }),
  'ARM write answered late, killed or not': ({ emulators }) =>
    emulators.arm.faults.next({ match: { method: 'DELETE' }, fault: { kind: 'hang-after' } }),
  'ARM create answer lost': ({ emulators }) =>
    emulators.arm.faults.next({ match: { method: 'PUT' }, fault: { kind: 'reset-after' } }),
  'ARM delete answer lost': ({ emulators }) =>
    emulators.arm.faults.next({ match: { method: 'DELETE' }, fault: { kind: 'reset-after' } }),
  'ARM write refused, 503': ({ emulators }) =>
    emulators.arm.faults.next({
      match: { method: 'PUT', pathIncludes: 'roleassignments' },
      fault: { kind: 'status', status: 503, retryAfterSeconds: 1 },
    }),
  'ARM reset': ({ emulators }) => emulators.arm.faults.next({ fault: { kind: 'reset' } }),
};

export function planFault(stage: Stage, rng: Rng, counts: FaultCounts): void {
  const name = rng.pick(Object.keys(plans));
  plans[name]?.(stage);
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export function clearFaults({ emulators }: Stage): void {
  const { arm, graph, logAnalytics, teams } = emulators;
  for (const faults of [arm.faults, graph.faults, logAnalytics.faults, teams.control.faults]) faults.clear();
}
