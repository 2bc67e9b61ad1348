import type { Alert } from '../../alerts/alert';
import type { AlertCardState } from '../painting/state';
import { outside, quoted } from './escape';
import { dispositionWords, listed, personName } from './names';
import { clock } from './time';

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
    reopened(alert),
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

/** What it was closed as, in the author's words: whoever takes it up again must not begin from nothing. */
function reopened({ reopenedAfter: before, lastSessionAt }: Alert): string {
  if (before === undefined) return '';
  const { disposition, name, at, sentence } = before;
  return `Open again. ${personName(name)} had closed it ${clock(at, lastSessionAt)} UTC as ${dispositionWords[disposition].name}: ${quoted(sentence, 120)}`;
}
