import type { Facts, Rule } from '../facts';
import { beside, reason, span } from '../reason';
import type { Related } from '../related';

const day = 24 * 3_600_000;
const switched = 'Serial Console was switched on for the subscription';

/** The console of this subscription was switched on shortly before the connect, or again after the bot had switched it off. */
export const consoleReenabled: Rule = (facts) => {
  const { session } = facts;
  const against = againstTheBot(facts);
  if (against !== undefined) return against;
  if (session.outcome === 'failure') return undefined;
  const on = switchedOn(facts).findLast(({ at }) => at <= session.lastAt && session.startedAt - at <= day);
  if (on === undefined) return undefined;
  const self = on.caller === session.principal.objectId;
  const text = `${switched} ${span(session.startedAt - on.at)} before the session, by ${self ? 'this principal' : on.callerName}`;
  if (!self) return reason('console-enabled-by-other', text);
  return reason(session.startedAt - on.at <= 2 * 3_600_000 ? 'console-reenabled' : 'console-enabled-today', text);
};

/**
 * On again by anybody but the bot, after the bot had switched it off: a connect within a day shows that it is used; whom it was switched off for needs
 * not connect first, so that the alert rises as soon as the row is there.
 */
function againstTheBot(facts: Facts): ReturnType<Rule> {
  const { session, history } = facts;
  const { switchedOff, ownIdentities } = history.situation;
  const off = switchedOff.find(({ subscriptionId }) => subscriptionId === session.subscriptionId.toLowerCase());
  if (off === undefined) return undefined;
  const on = switchedOn(facts).findLast(
    ({ at, caller }) =>
      at >= off.at && Math.abs(session.startedAt - at) <= day && !ownIdentities.includes(caller.toLowerCase()),
  );
  if (on === undefined) return undefined;
  const used = on.at <= session.lastAt && session.outcome !== 'failure';
  if (!used && off.subjectId !== session.principal.objectId) return undefined;
  const by = on.caller === session.principal.objectId ? 'this principal' : on.callerName;
  const when = beside(on.at, session);
  return reason('console-switched-back-on', `${switched} ${when}, by ${by}, after the bot had switched it off`);
}

const switchedOn = ({ history }: Facts): readonly Related[] =>
  history.related.filter(({ kind, outcome }) => kind === 'console-enabled' && outcome !== 'failed');
