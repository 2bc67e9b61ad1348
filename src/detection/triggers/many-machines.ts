import type { Facts, Rule } from '../facts';
import type { Reason } from '../finding';
import { consoleDays, isKnown } from '../history';
import { onNetworkSince } from '../presence';
import { strengthOf, surprise } from '../rate';
import { plural, reason } from '../reason';
import { machinesOf, windows, within } from './windows';

function learned({ history }: Facts): { sessions: number; machines: number; days: number } {
  const days = Object.entries(history.profile.useDays).filter(
    ([day]) => Number(day) < history.day && Number(day) >= history.oldest,
  );
  return {
    days: days.length,
    sessions: days.reduce((sum, [, [sessions]]) => sum + sessions, 0),
    machines: days.reduce((sum, [, [, machines]]) => sum + machines, 0),
  };
}

/** Distinct machines in 15 minutes, an hour, a day: above an absolute floor and in the tail of this principal's own rate. */
export const manyMachines: Rule = (facts) => {
  // Machines that refused were not reached; `access-probing` speaks of those.
  if (facts.session.kind !== 'connect' || facts.session.outcome === 'failure') return undefined;
  const own = learned(facts);
  const { activity } = facts.history.tenant;
  const reasons = windows.flatMap(({ name, ms, share, weight, machines: floor }): Reason[] => {
    const count = machinesOf(within(facts, ms).filter(({ outcome }) => outcome !== 'failure'));
    if (count < floor) return [];
    const chance = surprise(
      count,
      { days: own.days, total: own.machines },
      { days: activity.days, total: activity.machines },
      share,
    );
    const usual =
      own.days === 0
        ? 'no earlier console use'
        : `usually ${(own.machines / own.days).toFixed(1)} on a day with console use`;
    return [
      reason('many-machines', `${plural(count, 'machine')} within ${name}; ${usual}`, strengthOf(chance) * weight),
    ];
  });
  return strongest(reasons);
};

/** Sessions instead of machines: one machine again and again, beyond what reconnects explain. */
export const manySessions: Rule = (facts) => {
  if (facts.session.kind !== 'connect') return undefined;
  const own = learned(facts);
  const { activity } = facts.history.tenant;
  const reasons = windows.flatMap(({ name, ms, share, weight, sessions: floor }): Reason[] => {
    const sessions = within(facts, ms);
    // Where the machines already say it, the sessions add nothing.
    if (sessions.length < floor || machinesOf(sessions) * 2 > sessions.length) return [];
    const chance = surprise(
      sessions.length,
      { days: own.days, total: own.sessions },
      { days: activity.days, total: activity.sessions },
      share,
    );
    const usual =
      own.days === 0
        ? 'no earlier console use'
        : `usually ${(own.sessions / own.days).toFixed(1)} on a day with console use`;
    return [
      reason(
        'many-sessions',
        `${plural(sessions.length, 'session')} within ${name}; ${usual}`,
        strengthOf(chance) * weight,
      ),
    ];
  });
  return strongest(reasons);
};

/** Three machines in a quarter of an hour from a network this principal was never seen on. */
export const burstFromNewNetwork: Rule = (facts) => {
  const { session, network, site, history, policy, ip } = facts;
  if (session.kind !== 'connect' || network.length === 0 || facts.learning) return undefined;
  const sessions = within(facts, 15 * 60_000).filter(({ outcome }) => outcome !== 'failure');
  if (machinesOf(sessions) < 3 || consoleDays(history) + history.profile.lifeDays.length === 0) return undefined;
  if (network.some((of) => isKnown(history, 'network', of)) || (site !== undefined && isKnown(history, 'site', site)))
    return undefined;
  if (ip !== undefined && policy.trustedNetwork(ip) !== undefined) return undefined;
  // On a journey since yesterday: the reasons for a new country and network say so already.
  if (onNetworkSince(facts) >= 12 * 3_600_000) return undefined;
  if (sessions.some(({ sourceIps }) => sourceIps.length > 0 && !sourceIps.some((of) => session.sourceIps.includes(of))))
    return undefined;
  return reason(
    'burst-from-new-network',
    `${plural(machinesOf(sessions), 'machine')} within 15 min from ${network.at(-1)}, a network new to this principal`,
  );
};

function strongest(reasons: readonly Reason[]): Reason | undefined {
  const found = [...reasons].sort((a, b) => b.points - a.points)[0];
  return found !== undefined && found.points > 0 ? found : undefined;
}
