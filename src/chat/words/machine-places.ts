import { isOperation, targetsOf } from '../../alerts/summary';
import { isWithin, subscriptionOf } from '../../core/resource-id';
import type { AlertCardState } from '../painting/state';
import { outside } from './escape';
import { machineName, subscriptionName } from './names';
import { alarm, type Fact, strong } from './piece';

const mostMachines = 6;

interface Place {
  readonly group: string;
  readonly subscription: string;
  readonly targets: readonly string[];
}

/** Reason of the first critical target that covers the machine. */
export function criticalReason(state: AlertCardState, target: string): string | undefined {
  const found = state.criticalTargets?.find(({ match }) => isWithin(target, match));
  return found === undefined ? undefined : outside(found.reason, 50);
}

/**
 * `dc01 (critical: domain controllers) in RG identity · web1, web2 in RG web · all in sub prod-01`: critical machines first, each resource group named
 * once, and the subscription once where all share it. What the row did not say is called unknown.
 */
export function machinePlaces(state: AlertCardState): readonly Fact[] {
  const done = new Set(state.alert.findings.filter(isOperation).map(({ session }) => session.target.toLowerCase()));
  const targets = targetsOf(state.alert).filter((target) => !done.has(target.toLowerCase()));
  const critical = targets.filter((target) => criticalReason(state, target) !== undefined);
  const shown = [...critical, ...targets.filter((target) => !critical.includes(target))].slice(0, mostMachines);
  const places = placesOf(state, shown);
  const subscriptions = new Set(targets.map((target) => placeOf(state, target).subscription));
  const shared = places.length > 1 && subscriptions.size === 1;
  const named = places.map(({ group, subscription, targets: there }) => {
    const words = `${machines(state, there)} in ${group}${shared ? '' : `, ${subscription}`}`;
    return there.some((target) => critical.includes(target)) ? alarm(words) : strong(words);
  });
  const rest = targets.length - shown.length;
  return [
    ...named,
    ...(rest > 0 ? [`and ${rest} more`] : []),
    ...(shared ? [`all in ${[...subscriptions].join()}`] : []),
  ];
}

/** Neighbours that are critical for the same reason say it once. */
function machines(state: AlertCardState, targets: readonly string[]): string {
  const reasons = targets.map((target) => criticalReason(state, target));
  const words = targets.map((target, at) => {
    const reason = reasons[at];
    return reason === undefined || reason === reasons[at + 1]
      ? machineName(target)
      : `${machineName(target)} (critical: ${reason})`;
  });
  return words.join(', ');
}

/** Machines by resource group, each group where its first machine stood. */
function placesOf(state: AlertCardState, targets: readonly string[]): readonly Place[] {
  const places = new Map<string, Place>();
  for (const target of targets) {
    const known = placeOf(state, target);
    const key = `${known.subscription}/${known.group}`.toLowerCase();
    const before = places.get(key);
    places.set(key, { ...(before ?? known), targets: [...(before?.targets ?? []), target] });
  }
  return [...places.values()];
}

function placeOf({ alert, subscriptionNames }: AlertCardState, target: string): Omit<Place, 'targets'> {
  const group = /\/resourcegroups\/([^/]+)/i.exec(target)?.[1];
  const session = alert.findings.find(({ session: { target: other } }) => other === target)?.session;
  const id = subscriptionOf(target) ?? session?.subscriptionId ?? '';
  return {
    group: group === undefined ? 'RG unknown' : `RG ${outside(group, 40)}`,
    subscription: id === '' ? 'subscription unknown' : `sub ${subscriptionName(id, subscriptionNames)}`,
  };
}
