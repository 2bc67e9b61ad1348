import type { Alert } from '../../alerts/alert';
import type { AlertCardState } from '../painting/state';
import { outside, quoted } from './escape';
import { denial } from './inquiries';
import { dispositionWords, machineName, personName } from './names';
import { operationWords } from './operations';
import { alertSentence } from './sentence';
import { stamp } from './time';

interface Entry {
  readonly at: number;
  readonly text: string;
}

const mostEntries = 24;

/** "Copy for ticket": the story as UTC text lines, oldest first. */
export function ticketLines(state: AlertCardState): readonly string[] {
  const { alert } = state;
  const entries = [...sessions(alert), ...acts(alert), ...questions(alert), ...changes(state)].sort(
    (a, b) => a.at - b.at,
  );
  const skipped = Math.max(0, entries.length - mostEntries);
  const kept = skipped === 0 ? entries : [...entries.slice(0, mostEntries / 2), ...entries.slice(-mostEntries / 2)];
  return [
    `${alert.id} ${alert.severity} ${alert.status}${alert.drill ? ' DRILL' : ''}`,
    alertSentence(alert),
    ...kept.map(({ at, text }) => `${stamp(at)} ${text}`),
    ...(skipped === 0 ? [] : [`(${skipped} lines in the middle left out; the audit has them all)`]),
  ];
}

function sessions(alert: Alert): Entry[] {
  return alert.findings.map(({ session }) => {
    const what =
      session.kind === 'operation' ? operationWords(session) : `${session.kind} ${machineName(session.target)}`;
    const ips = session.sourceIps.map((ip) => outside(ip, 45)).join(', ');
    const from = ips !== '' ? ` from ${ips}` : session.kind === 'operation' ? '' : ' from unknown address';
    return { at: session.startedAt, text: `${what}${from}, ${session.outcome}` };
  });
}

function acts(alert: Alert): Entry[] {
  const { holder, resolution, postedAt } = alert;
  return [
    ...(postedAt === undefined ? [] : [{ at: postedAt, text: 'card posted' }]),
    ...alert.rises.map(({ at, from, to }) => ({ at, text: `severity ${from} to ${to}` })),
    ...alert.escalations.map(({ at, levelName, by, reason }) => ({
      at,
      text: `escalated to ${personName(levelName)} by ${by === undefined ? 'timer' : personName(by.name)}: ${outside(reason, 100)}`,
    })),
    ...(holder === undefined ? [] : [{ at: holder.at, text: `held by ${personName(holder.name)}` }]),
    ...alert.notes.map(({ at, name, text }) => ({ at, text: `note by ${personName(name)}: ${quoted(text)}` })),
    ...(resolution === undefined
      ? []
      : [
          {
            at: resolution.at,
            text: `resolved by ${personName(resolution.name)} as ${dispositionWords[resolution.disposition].name}: ${quoted(resolution.sentence)}`,
          },
        ]),
  ];
}

function questions({ asks = [], investigation }: Alert): Entry[] {
  const read = investigation === undefined ? [] : [{ at: investigation.at, text: 'log around it read by the bot' }];
  return asks.reduce<Entry[]>((all, { kind, to, by, question, answer, silentAt }) => {
    const who = `${personName(to.name)}${to.asOwner ? ' (owner)' : ''}`;
    const what = kind === 'ask' ? '“was this you?”' : quoted(question, 100);
    all.push({ at: by.at, text: `${personName(by.name)} asked ${who} ${what}` });
    if (silentAt !== undefined) all.push({ at: silentAt, text: `no answer from ${who} in time` });
    if (answer === undefined) return all;
    const says = answer.says === 'words' ? 'answered' : answer.says === 'yes' ? 'said yes' : `said ${denial(to)}`;
    all.push({ at: answer.at, text: `${who} ${says}${answer.text === '' ? '' : `: ${quoted(answer.text)}`}` });
    return all;
  }, read);
}

function changes({ steps }: AlertCardState): Entry[] {
  return (steps ?? []).flatMap(({ id, done }) =>
    done === undefined ? [] : [{ at: done.at, text: `${id} ${done.proof} by ${personName(done.name)}` }],
  );
}
