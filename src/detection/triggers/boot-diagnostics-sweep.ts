import type { Rule } from '../facts';
import { plural, reason } from '../reason';
import { machinesOf, within } from './windows';

/** From this many machines on, reading serial logs is no longer a look at one's own machine. */
const floor = 6;
const plain = 10;

/** The serial logs of many machines read within an hour, beyond the principal's own habit. */
export const bootDiagnosticsSweep: Rule = (facts) => {
  const { session, history, policy, learning } = facts;
  if (session.kind !== 'boot-diagnostics' || session.outcome === 'failure') return undefined;
  const machines = machinesOf(within(facts, 60 * 60_000));
  const habit = Math.max(
    0,
    ...Object.entries(history.profile.sweepDays)
      .filter(([day]) => Number(day) < history.day)
      .map(([, of]) => of),
  );
  if (machines < floor || machines <= habit * 1.5 || policy.expected(session) !== undefined) return undefined;
  const before = habit === 0 ? 'never read before' : `at most ${habit} a day before`;
  const workload = session.principal.type === 'servicePrincipal' || session.principal.type === 'managedIdentity';
  // In the first two weeks a sweep may be somebody's nightly habit that we have not seen often enough.
  const strength = (machines >= plain || workload ? 1 : 0.65) * (learning ? 0.4 : 1);
  return reason(
    'boot-diagnostics-sweep',
    `serial logs of ${plural(machines, 'machine')} read within an hour; ${before}`,
    strength,
  );
};
