import type { Alert, SessionFinding } from '../../alerts/alert';
import { isOperation, sessionCount } from '../../alerts/summary';
import { outside } from './escape';
import { count, listed, machineName, type SubscriptionNames, scopeName } from './names';
import type { Fact } from './piece';

type Session = SessionFinding['session'];

/** Operations that made an alert without anybody using a console. */
export const onlyOperations = ({ findings }: Alert): boolean => findings.every(isOperation);

/** Where it happened: a machine, or the scope that an operation was about. */
export function placeName({ kind, target }: Session, names: SubscriptionNames = {}): string {
  return kind === 'operation' ? scopeName(scopeOf(target), names) : machineName(target);
}

/** Settings, assignments and the console switch hang on a scope by these providers. */
function scopeOf(target: string): string {
  const scope = target.replace(/\/providers\/microsoft\.(authorization|insights|serialconsole)(\/.*)?$/i, '');
  return scope === '' ? '/' : scope;
}

/** `role assigned, RG web`. */
export function operationWords(session: Session, names: SubscriptionNames = {}): string {
  return `${outside(session.operation ?? 'operation', 60)}, ${placeName(session, names)}`;
}

/** `2 serial console sessions on dc01, sql03`; `role assigned, RG web` when no console was used. */
export function usesWords(alert: Alert): string {
  return onlyOperations(alert)
    ? happened(alert, 3)
    : `${count(sessionCount(alert), 'serial console session')} on ${placesOf(alert)}`;
}

/** The same for a line of a list. */
export function briefUses(alert: Alert): string {
  return onlyOperations(alert)
    ? `no console use: ${happened(alert, 2)}`
    : `${count(sessionCount(alert), 'session')}: ${placesOf(alert)}`;
}

/** `dc01, sql03 and 2 more`. */
export function placesOf({ findings }: Alert): string {
  const used = findings.filter((one) => !isOperation(one));
  const shown = (used.length === 0 ? findings : used).map(({ session }) => placeName(session));
  return listed([...new Set(shown)], 3);
}

const happened = ({ findings }: Alert, most: number): string =>
  listed([...new Set(findings.map(({ session }) => operationWords(session)))], most);

/** What follows from it; each is said of this subscription or principal, whichever the alert is about. */
const consequences: Readonly<Record<string, string>> = {
  'logging-removed': 'this bot, and whatever else reads this log, may see nothing of it from now on',
  'logging-changed': 'parts of the Activity log may no longer arrive',
  'own-rights-removed': 'this bot may no longer read here, or take access away',
  'own-rights-changed': 'whoever controls this bot’s identity can do more',
  'role-for-contained': 'the containment may have a hole again',
  'elevated-while-contained': 'every subscription of the tenant is open to this principal',
  'console-switched-back-on': 'the consoles of the subscription can be used again',
};

export function consequencesOf({ findings }: Alert): readonly Fact[] {
  const codes = findings.filter(isOperation).flatMap(({ reasons }) => reasons.map(({ code }) => code));
  return [...new Set(codes)].flatMap((code) => consequences[code] ?? []);
}
