import type { Alert, Escalation, Resolution } from '../../alerts/alert';
import { reasonsOf, sessionCount } from '../../alerts/summary';
import { outside, quoted } from './escape';
import { count, dispositionWords, listed, machineName, personName } from './names';
import { clock } from './time';

const utc = (at: number) => `${clock(at)} UTC`;

/** A lock screen ends somewhere. */
const digestShown = 5;

/** Sentences the bot says in a thread by itself. Each is one line and fits a lock screen. */
export const announcements = {
  rose(alert: Alert): string {
    const rise = alert.rises.at(-1);
    const from = rise === undefined ? '' : ` (was ${rise.from})`;
    const why = rise === undefined ? '' : `: ${outside(rise.why)}`;
    return `${alert.id} is ${alert.severity} now${from}${why}`;
  },
  pierced(alert: Alert, mute: string): string {
    const why = reasonsOf(alert).find(({ points, hard }) => points > 0 && hard === true)?.text;
    return `${alert.id} ${alert.severity} comes through ${outside(mute, 12)}${why === undefined ? '' : `: ${outside(why)}`}`;
  },
  newMachine(alert: Alert, machines: readonly string[]): string {
    return `${alert.id}: ${listed(machines.map(machineName), 3)} since it was acknowledged · ${count(sessionCount(alert), 'session')} now`;
  },
  escalated(alert: Alert, { levelName, by, reason }: Escalation): string {
    const who = by === undefined ? 'nobody acknowledged in time' : `by ${personName(by.name)}: ${quoted(reason)}`;
    return `${alert.id} ${alert.severity} goes to ${outside(levelName, 40)} · ${who}`;
  },
  /** Ids only: a line cannot be taken back when its alert moves to the restricted channel. */
  digest(waiting: readonly Alert[]): string {
    const shown = waiting.slice(0, digestShown).map(({ id, raisedAt }) => `${id}, ${utc(raisedAt)}`);
    const rest = waiting.length - shown.length;
    const verb = waiting.length === 1 ? 'waits' : 'wait';
    return `The quiet hours are over: ${count(waiting.length, 'medium alert')} ${verb} for somebody · ${shown.join(' · ')}${rest === 0 ? '' : ` · ${rest} more`} · \`open\` lists them.`;
  },
  /** Of an alert whose timer is set already: its next one is when it opens again. */
  reminded(alert: Alert): string {
    const since = alert.holder === undefined ? '' : ` since ${utc(alert.holder.at)}`;
    const until = alert.dueAt === undefined ? '' : ` at ${utc(alert.dueAt)}`;
    return `${alert.id} is yours${since}: still on it? Press Note on its card or write \`ack ${alert.id}\` to keep it; without a word it opens again${until}.`;
  },
  reopened(alert: Alert, why: string): string {
    return `${alert.id} ${alert.severity} is open again: ${outside(why)}`;
  },
  resolved(alert: Alert, { disposition, name, sentence }: Resolution): string {
    return `${alert.id} resolved by ${personName(name)}: ${dispositionWords[disposition].name} · ${quoted(sentence)}`;
  },
  blind(since: number, reason: string, subscription?: string): string {
    const where = subscription === undefined ? 'Log Analytics' : `subscription ${outside(subscription, 40)}`;
    return `Blind since ${utc(since)}: ${where} gives no answer that can be trusted (${outside(reason, 60)}). Console use after that is not seen until this ends.`;
  },
  caughtUp(since: number, lateEvents: number, subscription?: string): string {
    if (subscription !== undefined)
      return `Sees subscription ${outside(subscription, 40)} again, which was silent since ${utc(since)}.`;
    return `Sees again, caught up since ${utc(since)}: ${count(lateEvents, 'late event')}.`;
  },
} as const;
