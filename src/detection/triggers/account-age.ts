import { dayMs } from '../baseline/spans';
import type { Facts, Rule } from '../facts';
import { consoleDays, tenantDays } from '../history';
import { plural, reason } from '../reason';

const newbornDays = 7;
/** UEBA calls an account new for thirty days. */
const youngDays = 30;
const dormantDays = 60;

function directory({ session, history }: Facts) {
  const { objectId, displayName } = session.principal;
  return history.context.identities.find(
    (facts) =>
      facts.objectId === objectId || (facts.userName !== undefined && facts.userName === displayName.toLowerCase()),
  );
}

/** The directory says that the account was created days ago. */
export const newbornAccount: Rule = (facts) => {
  const created = directory(facts)?.createdAt;
  if (created === undefined || facts.session.outcome === 'failure') return undefined;
  const days = Math.floor((facts.session.startedAt - created) / dayMs);
  if (days < 0 || days > youngDays) return undefined;
  const text = `the account was created ${days === 0 ? 'less than a day' : plural(days, 'day')} before`;
  // Somebody whose console use was learned is no longer a surprise.
  if (consoleDays(facts.history) > 0) return undefined;
  return reason(days <= newbornDays ? 'newborn-account' : 'young-account', text);
};

/** Back after at least sixty days without any trace, by our own history or by the directory. */
export const dormantAccount: Rule = (facts) => {
  const { session, history } = facts;
  if (session.outcome === 'failure') return undefined;
  const own = ownSilence(facts);
  const silence = own ?? directorySilence(facts);
  if (silence === undefined || silence < dormantDays) return undefined;
  const told =
    own === undefined
      ? `last sign-in ${plural(silence, 'day')} before, by the directory`
      : `first trace of this account after ${plural(silence, 'day')}; watched for ${plural(tenantDays(history), 'day')}`;
  return reason('dormant-account', told);
};

/** Days between the last trace and those of the last week: who comes back does more than one thing before the connect. */
function ownSilence({ history }: Facts): number | undefined {
  const { day, profile } = history;
  if (profile.lastDay < 0) return undefined;
  const active = [...profile.lifeDays, ...Object.keys(profile.useDays).map(Number)].filter((of) => of < day - 7);
  if (active.length === 0) {
    // Everything older has left the baseline, but the profile remembers that it was there.
    return profile.firstDay < history.oldest && tenantDays(history) >= dormantDays ? day - history.oldest : undefined;
  }
  return day - Math.max(...active);
}

/** By the directory, which resyncs every two weeks: ninety days at least. */
function directorySilence(facts: Facts): number | undefined {
  const seen = directory(facts)?.lastSeenAt;
  const { history, session } = facts;
  if (seen === undefined) return undefined;
  const recent = [...history.profile.lifeDays, ...Object.keys(history.profile.useDays).map(Number)];
  const contradicted = recent.some((day) => day < history.day - 7 && day > history.day - dormantDays);
  const days = Math.floor((session.startedAt - seen) / dayMs);
  return contradicted || days < 90 ? undefined : days;
}
