import type { AlertCardState } from '../painting/state';
import { outside } from './escape';
import { listed } from './names';

const restrictedWords = {
  reader: 'the subject can read the usual channel',
  role: 'the subject has a role in this bot',
  press: 'a responder moved it here',
} as const;

/** What must be known before the facts are believed: each one sentence, at the top of the card. */
export function marks(state: AlertCardState): readonly string[] {
  const { alert, person, sight } = state;
  const roles = person?.botRoles ?? [];
  const learning = alert.findings.some((finding) => finding.learning);
  return [
    alert.drill ? 'Drill: nothing of this happened. It is timed and kept out of the figures.' : '',
    roles.length === 0 ? '' : `This principal is ${listed(roles, 3)} of this bot.`,
    person?.canReadThis === true ? 'The subject can read this.' : '',
    alert.restricted === undefined
      ? ''
      : `Restricted: ${restrictedWords[alert.restricted.why]}. It is shown in this channel only.`,
    sight?.blindSince === undefined ? '' : 'The log is not complete: more may have happened.',
    learning
      ? `Learning: only ${alert.context.frequency.historyDays} days of history; “never seen” means little yet.`
      : '',
    alert.incident === undefined ? '' : `Grouped under the declared incident “${outside(alert.incident, 60)}”.`,
  ].filter((mark) => mark !== '');
}
