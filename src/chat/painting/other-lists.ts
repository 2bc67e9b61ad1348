import type { AuditEntry } from '../../core/audit';
import { outside, quoted } from '../words/escape';
import { count, personName } from '../words/names';
import { alarm, type Fact, facts, good, quiet, strong } from '../words/piece';
import { duration, stamp } from '../words/time';
import type { ListItem, ListState } from './list';

/** A command as help shows it: a part of the chat room's command specification. */
export interface HelpEntry {
  readonly id: string;
  readonly args: string;
  readonly summary: string;
  readonly examples: readonly string[];
  readonly effect: 'reads' | 'changes';
}

/** So few commands are shown with all their examples: `help resolve` is asked to see them. */
const fewCommands = 3;

/** `help`, for those commands the asker may use. */
export function helpList(entries: readonly HelpEntry[]): ListState {
  const most = entries.length <= fewCommands ? 10 : 1;
  return {
    title: [strong('What you can ask'), 'by mention, as /serialconsole …, or in a personal chat without either'],
    items: entries.map(({ id, args, summary, examples, effect }) => {
      const usage = `${id}${args === '' ? '' : ` ${args}`}`;
      // In a long list an example that only repeats the line above it is left out.
      const repeats = (example: string) => most === 1 && (example === id || example === usage);
      const telling = examples.filter((example) => !repeats(example)).slice(0, most);
      return {
        lead: facts(strong(usage), effect === 'changes' && quiet('changes something')),
        facts: facts(summary, telling.length > 0 && quiet(`for example: ${telling.join(' or ')}`)),
      };
    }),
    empty: 'Nothing: you have no role here. An administrator of the bot can add you.',
    most: 40,
  };
}

/** A line of `health`. */
export interface HealthRow {
  readonly name: string;
  readonly state: 'good' | 'warning' | 'bad' | 'unknown';
  readonly says: string;
}

const healthWord: Record<HealthRow['state'], (text: string) => Fact> = {
  good: (text) => good(`ok: ${text}`),
  warning: (text) => strong(`check: ${text}`),
  bad: (text) => alarm(`fault: ${text}`),
  unknown: (text) => strong(`unknown: ${text}`),
};

/** `health`: the faults first. */
export function healthList(rows: readonly HealthRow[]): ListState {
  const order = ['bad', 'warning', 'unknown', 'good'];
  const sorted = [...rows].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const bad = rows.filter(({ state }) => state === 'bad').length;
  const open = rows.filter(({ state }) => state === 'warning' || state === 'unknown').length;
  const title = bad > 0 ? `Health: ${count(bad, 'fault')}` : open > 0 ? `Health: ${open} to check` : 'Health: all good';
  return {
    title: [strong(title)],
    tone: bad > 0 ? 'attention' : open > 0 ? 'warning' : 'good',
    items: sorted.map(({ name, state, says }) => ({
      lead: [healthWord[state](outside(name, 60))],
      facts: [outside(says, 200)],
    })),
    empty: 'Nothing was checked.',
    most: 40,
  };
}

export interface MuteRow {
  /** `M-3`. */
  readonly id: string;
  /** What it hides: "rob@contoso.com on web1 from 198.51.100.0/24". */
  readonly scope: string;
  readonly by: string;
  readonly reason: string;
  readonly until: number;
  /** Findings it has hidden so far. */
  readonly hid?: number;
}

/** `mutes`: ending soonest first, as the caller sorted them. */
export function muteList(mutes: readonly MuteRow[], now: number): ListState {
  return {
    title: [strong(`Mutes: ${mutes.length}`)],
    items: mutes.map(({ id, scope, by, reason, until, hid }) => ({
      lead: facts(strong(outside(id, 12)), outside(scope, 120)),
      facts: facts(
        `${duration(until - now)} left`,
        `${personName(by)}: ${quoted(reason, 120)}`,
        hid !== undefined && `hid ${count(hid, 'session')} so far`,
      ),
    })),
    empty: 'Nothing is muted.',
    footer: [quiet('unmute M-3 lifts one; hard signals are never muted.')],
  };
}

export interface AuditListState {
  readonly subject: string;
  /** Newest last. */
  readonly entries: readonly AuditEntry[];
  /** Names by object id, as far as known. */
  readonly names: Readonly<Record<string, string>>;
  /** Whether the chain was checked just now. */
  readonly verified?: boolean;
}

/** `audit A-12`: newest last, with the head of the chain. */
export function auditList({ subject, entries, names, verified }: AuditListState): ListState {
  const head = entries.at(-1);
  const chain = verified === undefined ? undefined : verified ? good('chain verified') : alarm('chain BROKEN');
  return {
    title: facts(strong(`Audit of ${outside(subject, 40)}: ${count(entries.length, 'entry', 'entries')}`), chain),
    items: entries.slice(-15).map(({ at, actor, verb, subject: about, result, sequence }): ListItem => {
      const who = names[actor] === undefined ? outside(actor, 50) : personName(names[actor]);
      return {
        lead: facts(
          strong(outside(verb, 40)),
          outside(about, 40),
          result === 'done' ? good('done') : alarm(outside(result, 40)),
        ),
        facts: [`${stamp(at)} ${who}`, quiet(`#${sequence}`)],
      };
    }),
    empty: 'No entry.',
    ...(head === undefined ? {} : { footer: [quiet(`head ${outside(head.hash.slice(0, 12), 12)}`)] }),
  };
}
