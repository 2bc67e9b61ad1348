import type { Facts, Rule } from '../facts';
import { plural, reason } from '../reason';
import { newNetworkForTenant } from './new-network';
import { machinesOf } from './windows';

/** From this many machines on, reading serial logs is no longer a look at one's own machine. */
const floor = 6;
const plain = 10;
const hour = 60 * 60_000;

/** The serial logs of many machines read within an hour, beyond the principal's own habit. */
export const bootDiagnosticsSweep: Rule = (facts) => {
  const { session, history, policy, learning } = facts;
  if (session.kind !== 'boot-diagnostics' || session.outcome === 'failure') return undefined;
  const machines = mostInAnHour(facts);
  const habit = Math.max(
    0,
    ...Object.entries(history.profile.sweepDays)
      .filter(([day]) => Number(day) < history.day)
      .map(([, of]) => of),
  );
  if (machines < floor || machines <= habit * 1.5 || policy.expected(session) !== undefined) return undefined;
  const before = habit === 0 ? 'never read before' : `at most ${habit} a day before`;
  const workload = session.principal.type === 'servicePrincipal' || session.principal.type === 'managedIdentity';
  // Half a dozen may be a colleague in trouble, but not from where nobody here ever was.
  const some = habit === 0 && newNetworkForTenant(facts) !== undefined ? 0.85 : 0.65;
  // In the first two weeks a sweep may be somebody's nightly habit that we have not seen often enough.
  const strength = (machines >= plain || workload ? 1 : some) * (learning ? 0.4 : 1);
  return reason(
    'boot-diagnostics-sweep',
    `serial logs of ${plural(machines, 'machine')} read within an hour; ${before}`,
    strength,
  );
};

/** The most machines in any hour that this read lies in: rows come in any order, so the reads after it count as well as those before. */
function mostInAnHour({ session, history }: Facts): number {
  const reads = [...history.own.map((of) => of.session), session].filter(({ kind }) => kind === session.kind);
  const starts = reads.filter(
    ({ startedAt }) => startedAt <= session.startedAt && session.startedAt - startedAt <= hour,
  );
  return Math.max(
    ...starts.map((first) =>
      machinesOf(reads.filter(({ startedAt }) => startedAt >= first.startedAt && startedAt - first.startedAt <= hour)),
    ),
  );
}
