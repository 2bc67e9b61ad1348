import { rootCausesOf, targetsOf } from '../../alerts/summary';
import type { AlertCardState } from '../painting/state';
import { outside } from './escape';
import { criticalReason } from './machine-places';
import { causeWords, count, listed, machineName, scopeName } from './names';
import { consequencesOf, onlyOperations } from './operations';
import { type Fact, facts, type Line, strong } from './piece';

/** IMPACT: from the machines, the role's width and what the machines may do themselves; what was not read is unknown. */
export function impactLine(state: AlertCardState): Line {
  if (onlyOperations(state.alert)) return { label: 'IMPACT', facts: [...consequencesOf(state.alert), cause(state)] };
  const known = facts(...consequencesOf(state.alert), ...critical(state), width(state), ...powers(state), tags(state));
  const refused = state.alert.findings.every(({ session }) => session.outcome === 'failure');
  const impact = known.length > 0 ? known : ['unknown: no critical target, role not in the log row'];
  return {
    label: 'IMPACT',
    facts: [...(refused ? ['nothing was opened, this is what it would have meant'] : []), ...impact, cause(state)],
  };
}

function critical(state: AlertCardState): readonly Fact[] {
  const hit = targetsOf(state.alert).filter((target) => criticalReason(state, target) !== undefined);
  if (hit.length === 0) return [];
  const reasons = new Set(hit.map((target) => criticalReason(state, target) ?? ''));
  return [strong(`console of ${listed(hit.map(machineName), 3)}: ${listed([...reasons], 2)}`)];
}

function width({ alert, impact, subscriptionNames }: AlertCardState): Fact | undefined {
  const scope = alert.findings.findLast(({ session }) => session.evidence?.roleAssignmentScope !== undefined)?.session
    .evidence?.roleAssignmentScope;
  const where = impact?.reach ?? (scope === undefined ? undefined : scopeName(scope, subscriptionNames));
  if (where === undefined) return undefined;
  const machines = impact?.machinesInReach === undefined ? '' : ` (${count(impact.machinesInReach, 'machine')})`;
  return `the role reaches ${outside(where, 60)}${machines}`;
}

function powers({ impact }: AlertCardState): readonly Fact[] {
  const known = impact?.identityPowers;
  if (known === undefined) return ['machine identities not read'];
  return known.slice(0, 3).map((power) => outside(power, 90));
}

function tags({ impact }: AlertCardState): Fact | undefined {
  const shown = impact?.tags ?? [];
  return shown.length === 0
    ? undefined
    : listed(
        shown.map((tag) => outside(tag, 60)),
        2,
      );
}

function cause({ alert }: AlertCardState): Fact {
  const [first] = rootCausesOf(alert);
  if (first === undefined || first.confidence < 0.3) return 'cause: unknown';
  return `cause: ${first.confidence >= 0.5 ? 'likely' : 'possibly'} ${causeWords[first.cause]}`;
}
