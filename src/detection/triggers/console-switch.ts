import type { Rule } from '../facts';
import { reason, span } from '../reason';

const day = 24 * 3_600_000;

/** The console of this subscription was switched on shortly before the connect. */
export const consoleReenabled: Rule = ({ session, history }) => {
  if (session.outcome === 'failure') return undefined;
  const on = history.related
    .filter(
      ({ kind, at, outcome }) =>
        kind === 'console-enabled' && outcome !== 'failed' && at <= session.lastAt && session.startedAt - at <= day,
    )
    .at(-1);
  if (on === undefined) return undefined;
  const self = on.caller === session.principal.objectId;
  const text = `Serial Console was switched on for the subscription ${span(session.startedAt - on.at)} before, by ${self ? 'this principal' : on.callerName}`;
  if (history.situation.switchedOff.includes(session.subscriptionId))
    return reason('console-switched-back-on', `${text}, after the bot had switched it off`);
  if (!self) return reason('console-enabled-by-other', text);
  return reason(session.startedAt - on.at <= 2 * 3_600_000 ? 'console-reenabled' : 'console-enabled-today', text);
};
