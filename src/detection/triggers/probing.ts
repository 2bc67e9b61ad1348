import { shortName } from '../../core/resource-id';
import type { Facts, Rule } from '../facts';
import { few, plural, reason } from '../reason';
import { targetKey } from '../session';

const hour = 3_600_000;

function denials({ session, history }: Facts, within: number) {
  return history.own.filter(
    ({ denied, session: other }) => denied && Math.abs(session.startedAt - other.startedAt) <= within,
  );
}

/** Refused for lack of rights, alone or on several machines within an hour. */
export const accessProbing: Rule = (facts) => {
  const { session, denied } = facts;
  if (!denied || session.kind !== 'connect') return undefined;
  const sessions = [...denials(facts, hour).map((of) => of.session), session];
  const machines = new Set(sessions.map(({ target }) => targetKey(target)));
  if (machines.size < 3) return reason('access-denied', `refused: ${session.failure ?? 'no right to connect'}`);
  const names = few([...new Set(sessions.map(({ target }) => shortName(target)))]);
  const strength = machines.size >= 4 ? 1 : 0.7;
  return reason('access-probing', `refused on ${plural(machines.size, 'machine')} within an hour: ${names}`, strength);
};

/** Let in, after refusals on at least two machines or at least three in all during the last day. */
export const probingThenSuccess: Rule = (facts) => {
  const { session, denied, history } = facts;
  if (denied || session.outcome === 'failure' || session.kind !== 'connect') return undefined;
  const before = denials(facts, 24 * hour).filter((of) => of.session.startedAt <= session.startedAt);
  const machines = new Set(before.map((of) => targetKey(of.session.target))).size;
  const attempts = before.reduce((sum, of) => sum + of.session.correlationIds.length, 0);
  if (machines < 2 && attempts < 3) return undefined;
  const activated = history.related.some(
    ({ kind, caller, at }) =>
      kind === 'role-activation' && caller === session.principal.objectId && at <= session.startedAt,
  );
  // Refused, then the role activated through PIM: the ordinary way in.
  if (activated && machines < 3) return undefined;
  return reason(
    'probing-then-success',
    `let in after ${plural(attempts, 'refusal')} on ${plural(machines, 'machine')} in the last day`,
  );
};
