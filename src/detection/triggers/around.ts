import { shortName } from '../../core/resource-id';
import type { Facts, Rule } from '../facts';
import { knownInLife, usedBefore } from '../history';
import type { RelatedKind } from '../operations';
import { beside, plural, reason } from '../reason';
import type { Related } from '../related';
import { targetKey } from '../session';

const hour = 3_600_000;

function byPrincipal({ session, history }: Facts, kind: RelatedKind, within: number): readonly Related[] {
  return history.related.filter(
    (of) =>
      of.kind === kind &&
      of.outcome !== 'failed' &&
      of.caller === session.principal.objectId &&
      of.at >= session.startedAt - within &&
      of.at <= session.lastAt + within,
  );
}

/** Roles written for others around the session. */
export const grantsRoles: Rule = (facts) => {
  const own = facts.session.principal.objectId;
  const grants = byPrincipal(facts, 'role-assignment', 2 * hour).filter(({ grant }) => grant?.principalId !== own);
  const [first] = grants;
  if (first === undefined) return undefined;
  return reason(
    'grants-roles',
    `${plural(grants.length, 'role')} written for others by this principal within two hours of the session`,
  );
};

/** Commands run on machines around the session. */
export const runsCommands: Rule = (facts) => {
  const [first] = byPrincipal(facts, 'run-command', 2 * hour);
  if (first === undefined) return undefined;
  return reason(
    'runs-commands',
    `a command was run on ${shortName(first.target)} by this principal ${beside(first.at, facts.session)}`,
  );
};

/** A disk or snapshot exported after the session. */
export const takesData: Rule = (facts) => {
  const { session, history } = facts;
  const later = byPrincipal(facts, 'disk-export', 4 * hour).filter(({ at }) => at >= facts.session.startedAt);
  const exported = later.find(({ operation }) => operation.endsWith('/begingetaccess/action'));
  const first = exported ?? later[0];
  if (first === undefined) return undefined;
  const own =
    usedBefore(history, 'machine', targetKey(session.target)) !== undefined ||
    knownInLife(history, 'machine', targetKey(session.target)) !== undefined;
  const after = beside(first.at, session);
  const copied = own ? 'takes-snapshot' : 'takes-foreign-snapshot';
  if (exported === undefined)
    return reason(copied, `snapshot ${shortName(first.target)} was taken by this principal ${after}`);
  // Whoever administers the machine also moves its disks.
  return reason('takes-data', `${shortName(first.target)} was exported by this principal ${after}`, own ? 0.6 : 1);
};

/** The serial log read too: it shows what was typed. */
export const readsSerialLog: Rule = (facts) => {
  if (facts.session.kind !== 'connect') return undefined;
  const reads = byPrincipal(facts, 'boot-diagnostics', hour).filter(
    ({ target }) => targetKey(target) === targetKey(facts.session.target),
  );
  return reads.length === 0
    ? undefined
    : reason('reads-serial-log', 'the machine’s serial log was read around the session');
};
