import type { Alert } from '../../alerts/alert';
import type { Inquiry } from '../../alerts/inquiry';
import { outside, quoted } from './escape';
import { denial } from './inquiries';
import { listed, personName } from './names';
import { alarm, type Fact, type Line, quiet, strong } from './piece';
import { clock } from './time';

/** Questions on a card: the newest ones, each with its answer, its silence or its deadline. */
const mostShown = 4;

/** ASKED: who was asked by whom, and what came of it; undefined when nobody was. */
export function askedLine(alert: Alert): Line | undefined {
  const { asks = [] } = alert;
  if (asks.length === 0) return undefined;
  const left = asks.length - mostShown;
  const shown = asks.slice(-mostShown).flatMap((one) => inquiryFacts(one, alert));
  return { label: 'ASKED', facts: left > 0 ? [...shown, quiet(`${left} earlier in the record`)] : shown };
}

function inquiryFacts(inquiry: Inquiry, alert: Alert): readonly Fact[] {
  const { to, by, answer, dueAt, silentAt, kind } = inquiry;
  const who = `${personName(to.name)}${to.asOwner ? ' (owner)' : ''}`;
  const near = alert.lastSessionAt;
  if (answer === undefined) {
    const asked = `${who}, asked by ${personName(by.name)} ${clock(by.at, near)}`;
    return [silentAt === undefined ? `${asked}, has until ${clock(dueAt, near)}` : strong(`${asked}: NO ANSWER`)];
  }
  const words = answer.text === '' ? '' : ` ${quoted(answer.text, 120)}`;
  const when = clock(answer.at, near);
  if (kind === 'consult') return [`${who} ${when}:${words}`];
  if (answer.says === 'no') return [alarm(`${who} ${when}: ${denial(to)}${words}`)];
  return [`${who} ${when}: yes${words}`, answerAddress(inquiry)];
}

/** Where a yes came from, as far as the sign-in tables tell; no activity of the chat carries an address. */
export function answerAddress({ answer }: Inquiry): Fact {
  const signIns = answer?.signIns;
  if (signIns === undefined || signIns.addresses.length === 0) return 'address of the answer unknown';
  const shown = (ips: readonly string[]) =>
    listed(
      ips.map((ip) => outside(ip, 45)),
      3,
    );
  if (signIns.suspicious.length > 0) {
    return alarm(`signed in from ${shown(signIns.suspicious)} around the answer: the session's own address`);
  }
  return `signed in from ${shown(signIns.addresses)} around the answer, not the session's address`;
}
