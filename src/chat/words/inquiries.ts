import type { Alert, Resolution } from '../../alerts/alert';
import type { Inquiry } from '../../alerts/inquiry';
import { outside, quoted } from './escape';
import { capital, listed, personName } from './names';
import { onlyOperations, placesOf, usesWords } from './operations';
import { clock, date, range } from './time';

const utc = (at: number) => `${clock(at)} UTC`;

/** Sentences about questions, for threads and lock screens. */
export const inquiryWords = {
  /** What the asked person reads before opening the chat. */
  summary({ kind, by }: Inquiry, alert: Alert): string {
    const what = kind === 'ask' ? 'Was this you?' : `${personName(by.name)} asks you about`;
    return `${what} ${capital(subjectOf(alert))}, ${utc(alert.openedAt)}`;
  },
  asked(alert: Alert, inquiries: readonly Inquiry[]): string {
    const [first] = inquiries;
    if (first === undefined) return '';
    const whom = listed(
      inquiries.map(({ to }) => personName(to.name)),
      4,
    );
    const what = first.kind === 'ask' ? '“was this you?”' : quoted(first.question);
    return `${alert.id}: ${personName(first.by.name)} asks ${whom} ${what} · time until ${utc(first.dueAt)}`;
  },
  answered(alert: Alert, { to, answer, kind, dueAt }: Inquiry): string {
    if (answer === undefined) return '';
    const late = answer.at > dueAt ? ', late' : '';
    const who = `${alert.id}: ${personName(to.name)}${to.asOwner ? ', an owner' : ''}`;
    const words = answer.text === '' ? '' : ` ${quoted(answer.text)}`;
    if (kind === 'consult') return `${who} answers${late}:${words}`;
    if (answer.says === 'yes')
      return `${who} says yes, it was ${to.asOwner ? 'us' : 'me'}${late}:${words} · a yes closes nothing`;
    return `${who} says ${denial(to)}${late}${words} · ${alert.id} is ${alert.severity}`;
  },
  /** What a no makes of a closed alert: a verdict of harmless falls, one of malicious is what it says as well. */
  afterDenial(verdict: Resolution | undefined): string {
    if (verdict === undefined) return '';
    if (verdict.disposition !== 'malicious') return ' and open again';
    return ` and stays resolved: ${personName(verdict.name)} judged it malicious at ${utc(verdict.at)}`;
  },
  silent(alert: Alert, { to, kind, dueAt }: Inquiry): string {
    const what = kind === 'ask' ? '“was this you?”' : 'the question';
    return `${alert.id}: no answer from ${personName(to.name)} to ${what} by ${utc(dueAt)}`;
  },
  sameAddress(alert: Alert, { to, answer }: Inquiry): string {
    const ips = (answer?.signIns?.suspicious ?? []).map((ip) => outside(ip, 45));
    const said = answer?.says === 'yes' ? 'yes' : 'answer';
    return `${alert.id}: around the ${said} of ${personName(to.name)} the account signed in from ${listed(ips, 3)}, the address of the console session: whoever holds the account may have answered`;
  },
} as const;

const subjectOf = (alert: Alert): string =>
  onlyOperations(alert) ? usesWords(alert) : `serial console use on ${placesOf(alert)}`;

/** A person speaks for themselves, an owner for what they answer for. */
export function denial({ asOwner }: Inquiry['to']): string {
  return asOwner ? 'NOT US' : 'NOT ME';
}

/** `1 Mar 02:10–02:31 UTC`. */
export function happenedAt({ openedAt, lastSessionAt }: Alert): string {
  return `${date(openedAt)} ${range(openedAt, lastSessionAt)} UTC`;
}
