import type { QuestionState } from '../painting/question';
import { quoted } from './escape';
import { happenedAt } from './inquiries';
import { personName, principalName } from './names';
import { usesWords } from './operations';
import { alarm, type Fact, facts, good, quiet, strong } from './piece';
import { clock } from './time';

/** The words of the card somebody gets who is asked. */
export function questionHeadline({ alert, inquiry }: QuestionState): readonly Fact[] {
  const { kind, to, answer, dueAt, silentAt } = inquiry;
  const what = kind === 'consult' ? 'A question for you' : to.asOwner ? 'Was this one of you?' : 'Was this you?';
  const when =
    answer !== undefined
      ? `answered ${clock(answer.at, dueAt)} UTC`
      : silentAt === undefined
        ? strong(`answer by ${clock(dueAt)} UTC`)
        : strong('the time is over; an answer still counts');
  return [strong(what), alert.id, when];
}

export function questionLines(state: QuestionState): readonly Fact[] {
  const { alert, inquiry } = state;
  const { by, question } = inquiry;
  return facts(
    whatHappened(state),
    question !== '' && `${personName(by.name)}: ${quoted(question, 500)}`,
    ...(inquiry.answer === undefined ? rules(state) : said(state)),
    alert.status === 'resolved' && quiet(`${alert.id} is closed by now.`),
  );
}

function whatHappened({ alert, inquiry: { kind, to, by } }: QuestionState): string {
  const asker = personName(by.name);
  const uses = `${usesWords(alert)}, ${happenedAt(alert)}`;
  const account = principalName(alert);
  if (kind === 'consult') return `${asker} looks into ${uses}, by ${account}, and asks you:`;
  return to.asOwner
    ? `${asker} asks the owners of ${account}: ${uses}.`
    : `${asker} asks about your account ${account}: ${uses}.`;
}

function rules({ inquiry: { kind } }: QuestionState): readonly Fact[] {
  if (kind === 'consult') return [quiet('Only you can answer this. Your answer goes into the record.')];
  return [
    quiet('Only you can answer this, and it goes into the record. A yes closes nothing; a no calls for help at once.'),
    quiet('Not sure this message is genuine? Phone your security team before you answer.'),
  ];
}

function said({ inquiry: { answer, to, by } }: QuestionState): readonly Fact[] {
  if (answer === undefined) return [];
  const words = answer.text === '' ? '' : ` ${quoted(answer.text, 500)}`;
  if (answer.says === 'words') return [good(`You answered:${words}`)];
  if (answer.says === 'yes') return [good(`You said yes:${words}`)];
  return [
    alarm(`You said no${words}: ${personName(by.name)} and whoever is on the alert are told at once.`),
    to.asOwner ? 'Revoke its secrets and certificates if you can.' : 'Change your password from a device you trust.',
  ];
}
