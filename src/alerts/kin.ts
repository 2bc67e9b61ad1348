import type { Alert, Kin } from './alert';
import { sourceIpsOf, targetsOf } from './summary';

const mostNamed = 5;

/**
 * Alerts that share an address or a machine with this one, for its card: they are linked and never merged. An address of a trusted network says nothing,
 * half the house comes from it. Alerts of the same principal are its own history, not kin by machine.
 */
export function kinOf(alert: Alert, others: readonly Alert[]): Kin {
  const known = others.filter(({ id, drill }) => id !== alert.id && !drill);
  const ips = new Set(alert.context.origin.trustedNetwork === undefined ? sourceIpsOf(alert) : []);
  const machines = new Set(targetsOf(alert).map((target) => target.toLowerCase()));
  machines.delete('unknown');
  const named = (fits: (other: Alert) => boolean) =>
    known
      .filter(fits)
      .slice(0, mostNamed)
      .map(({ id }) => id);
  return {
    sameAddress: named((other) => sourceIpsOf(other).some((ip) => ips.has(ip))),
    sameMachine: named(
      (other) =>
        other.principal.objectId !== alert.principal.objectId &&
        targetsOf(other).some((target) => machines.has(target.toLowerCase())),
    ),
  };
}

/** What `other` names once `alert` is its kin too. A card that names enough stays as it is, so that a burst from one address does not repaint every card for each alert. */
export function withKin(other: Alert, alert: Alert): Kin {
  const found = kinOf(other, [alert]);
  const joined = (known: readonly string[] = [], more: readonly string[]) =>
    known.length >= mostNamed ? known : [...more.filter((id) => !known.includes(id)), ...known];
  return {
    sameAddress: joined(other.kin?.sameAddress, found.sameAddress),
    sameMachine: joined(other.kin?.sameMachine, found.sameMachine),
  };
}
