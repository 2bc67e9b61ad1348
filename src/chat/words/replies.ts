import type { Alert } from '../../alerts/alert';
import { dispositions } from '../../alerts/alert';
import type { AuditEntry } from '../../core/audit';
import { fullStop } from '../../core/full-stop';
import type { EscalationLevel } from '../../core/policy';
import { outside, quoted } from './escape';
import { shownHead } from './morning';
import { count, dispositionWords, personName } from './names';
import { stamp } from './time';

/** Short answers that are not cards. */
export const replies = {
  fault: (activityId: string) =>
    `That failed on our side and changed nothing that is not shown on the card. Try again; if it stays, give an administrator this id: ${outside(activityId, 60)}.`,
  unknownCommand: (typed: string, example: string | undefined) =>
    example === undefined
      ? `I do not know “${outside(typed, 40)}”. \`help\` lists what I answer.`
      : `I do not know “${outside(typed, 40)}”. Did you mean \`${example}\`? \`help\` lists everything.`,
  unknownVerb: (verb: string, known: readonly string[]) =>
    `This button (“${outside(verb, 40)}”) is not known here; the card may be older than the bot. Known: ${known.join(', ')}.`,
  otherCard: (subject: string) => `This card is ${subject}; the press named something else, so nothing was done.`,
  noDialog: (verb: string) => `“${outside(verb, 40)}” has no dialog; press it instead.`,
  greeting: (channel: string) =>
    `Serial Console Watch is here. An administrator writes \`subscribe\` to send alerts to ${outside(channel, 60)}; \`help\` shows the rest.`,
  greetingInPerson: 'Serial Console Watch is here. `open` lists what is unresolved, `help` the rest.',
  subscribed: (channel: string, pending: number) =>
    `Alerts go to ${outside(channel, 60)} from now on.${pending === 0 ? '' : ` ${pending} waiting for a channel follow now.`}`,
  alreadySubscribed: (channel: string) => `${outside(channel, 60)} receives alerts already.`,
  unsubscribed: (channel: string, left: number) =>
    left === 0
      ? `${outside(channel, 60)} receives nothing any more, and no other channel does: alerts wait until one subscribes.`
      : `${outside(channel, 60)} receives nothing any more.`,
  notSubscribed: (channel: string) => `${outside(channel, 60)} was not subscribed.`,
  onlyInChannels: 'That works in a channel: write it where the alerts should go.',
  acknowledged: ({ id }: Alert) => `${id} is yours.`,
  released: ({ id }: Alert) => `${id} is open again; its timers run.`,
  assigned: ({ id, holder }: Alert) => `${id} is with ${personName(holder?.name ?? 'nobody')} now.`,
  escalated: ({ id, escalations }: Alert) =>
    fullStop(`${id} goes to ${outside(escalations.at(-1)?.levelName ?? 'the next level', 40)}`),
  resolved: ({ id, resolution }: Alert) =>
    resolution === undefined
      ? `${id} is resolved.`
      : `${id} is resolved: ${dispositionWords[resolution.disposition].name}, ${quoted(resolution.sentence)}.`,
  reopened: ({ id }: Alert) => `${id} is open again.`,
  restricted: ({ id }: Alert) => `${id} goes on in the restricted channel; here it is shown as moved.`,
  noRestrictedChannel:
    'There is no restricted channel for this alert: none is in the policy, or its subject can read that one too.',
  noted: ({ id }: Alert) => `Noted on ${id}.`,
  notAResponder: (name: string) => `${personName(name)} is not a responder here, so the alert stays where it is.`,
  needsDisposition: (typed: string) =>
    `${typed === '' ? 'A verdict is missing' : `“${outside(typed, 30)}” is no verdict`}: ${dispositions.map((known) => dispositionWords[known].name).join(' · ')}. For example \`resolve A-12 benign because broken fstab\`.`,
  auditBroken: (sequence: number) =>
    `The record is broken at entry ${sequence}: it or its predecessor was changed. Keep a copy of the store and compare it with the posted heads.`,
  auditWhole: (entries: number, head: string) => `The record is whole: ${entries} entries, head ${shownHead(head)}.`,
  auditHead: (head: string, entry: AuditEntry | undefined) =>
    entry === undefined
      ? `NO ENTRY has the head ${head}: it is mistyped, or the record was rewritten since it was told.`
      : `${head} is entry ${entry.sequence}, ${stamp(entry.at)}: nothing up to it was changed since it was told.`,
  needsHead:
    'Which head? The digits after “audit head” in a morning line, for example `audit verify 3f9a1c2b5d6e7f80`.',
  levelLine: ({ name, afterMinutes }: EscalationLevel, people: readonly string[], weekUntil?: number) => {
    const after = afterMinutes === undefined ? '' : `, after ${afterMinutes} min`;
    const who = people.length === 0 ? 'nobody that can be read' : people.map(personName).join(', ');
    return `${outside(name, 40)}${after}: ${who}${weekUntil === undefined ? '' : ` · this week's until ${stamp(weekUntil).slice(0, 16)} UTC`}`;
  },
  reviewStarted: (reviewId: string, alertId: string) =>
    `${reviewId} for ${alertId} is on its way: its card follows in the thread as soon as Azure is read.`,
  sweptReview: (reviewId: string) =>
    `${reviewId} is on its way: its card comes to your personal chat with me as soon as Azure is read.`,
  /** Text of a notice on the review itself. */
  sampled: (looked: number, all: number) =>
    `started from the sweep: it looks at ${looked < all ? `${looked} of ${all} machines, ` : ''}one machine for each path in`,
  planFollows: (planId: string, from: string) =>
    `${planId} follows from ${from}: its card is in the thread and asks for an approval of its own.`,
  consoleNotOff: (alertId: string) =>
    `The bot did not turn the console off for ${alertId}, so there is nothing to turn on.`,
  machineUnknown: (name: string) =>
    name === ''
      ? 'Which machine? For example `who dc01`, or its full resource id.'
      : `I know no machine called ${quoted(name)} from the alerts. Give its full resource id.`,
  investigating: ({ id }: Alert) =>
    `The log around ${id} is being read; the answer comes into its thread in about a minute.`,
  unknownFigure: 'That figure is not known here; the card may be older than the bot.',
  notInDrill: (alertId: string) =>
    `${alertId} is a drill: there is nobody to review and nothing to contain. Acknowledge it; the approval is then asked for by itself.`,
  unknownStep:
    'Only the serial log, the account and, while nothing can be applied, the console are done by hand. Open the checklist again.',
  unknownPage: 'That list is not known here; the card may be older than the bot. Write the command again.',
  exportOffer: (alerts: number, window: string, cut: boolean) =>
    `${count(alerts, 'alert')} of the last ${window}, one JSON object a line, drills left out. Holds names and addresses.${cut ? ' Only the newest: ask for a shorter time.' : ''}`,
  exportStored: (alerts: number) => `Stored in your OneDrive: ${count(alerts, 'alert')}. Its reading was recorded.`,
  exportDeclined: 'Declined: nothing was sent.',
  exportEmpty: (window: string) => `No alert was raised in the last ${window}, so there is no file.`,
  exportElsewhere: 'Files go to personal chats only: write `export 30d` there.',
  fileUnknown: 'I do not know that offer any more. Ask for the file again.',
  sweepOffer: (people: number) =>
    `${count(people, 'person', 'people')} who could use the console, or run commands without it, and did not in 90 days, one path in a line. Holds names.`,
  sweepStored: (people: number) =>
    `Stored in your OneDrive: ${count(people, 'person', 'people')} with their paths in. Its reading was recorded.`,
  sweepEmpty:
    'Everyone who could use the console, or run commands without it, did in the last 90 days, so there is no file.',
  sweepElsewhere: 'Files go to personal chats only: write `review subscription file` there.',
  needsMute: (example: string) => `What, for how long and why? For example \`${example}\`.`,
  unknownSubject: (subject: string) => `There is no ${outside(subject, 12)}.`,
  needsMuteId: 'Which mute? `mutes` lists them; then for example `unmute M-3`.',
  needsAlert: (example: string) => `Which alert? For example \`${example}\`.`,
} as const;
