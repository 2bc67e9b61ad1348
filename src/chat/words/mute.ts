import { type Mute, type MutePreview, type MuteScope, needsSecondPerson } from '../../alerts/mutes/mute';
import { severities } from '../../core/severity';
import { outside, quoted } from './escape';
import { count, machineName, personName } from './names';
import { alarm, type Fact, facts, good, quiet, strong } from './piece';
import { clock } from './time';

/** "rob@contoso.com on dc01 from 198.51.100.0/24"; what is left open is said. */
export function scopeWords({ principal, machine, network }: MuteScope): string {
  const who = principal === undefined ? 'everybody' : outside(principal.name, 80);
  const where = machine === undefined ? 'on any machine' : `on ${machineName(machine)}`;
  const from = network === undefined ? 'from anywhere' : `from ${outside(network, 50)}`;
  return `${who} ${where} ${from}`;
}

/** `24 h`, `3 d`. */
export function hoursWords(hours: number): string {
  return hours >= 48 && hours % 24 === 0 ? `${hours / 24} d` : `${hours} h`;
}

export function muteTitle(mute: Mute, now: number): string {
  const { id, state, until, ended } = mute;
  const who = ended === undefined ? '' : ` by ${personName(ended.name)}`;
  switch (state) {
    case 'draft':
      return `${id} · preview, nothing is muted yet`;
    case 'asked':
      return now >= until ? `${id} · void: nobody confirmed it` : `${id} · MUTE ASKED, waits for a second person`;
    case 'active':
      return now >= until
        ? `${id} · mute ended ${clock(until, now)} UTC`
        : `${id} · MUTED until ${clock(until, now)} UTC`;
    case 'withdrawn':
      return `${id} · not muted: taken back or rejected${who}`;
    case 'lifted':
      return `${id} · mute lifted${who}`;
  }
}

/** The lines of a mute's card, whoever looks. */
export function muteLines(mute: Mute, now: number): readonly (readonly Fact[])[] {
  const { scope, hours, reason, requester, confirmer, preview, state } = mute;
  const open = state === 'draft' || state === 'asked';
  const authors =
    confirmer === undefined
      ? personName(requester.name)
      : `${personName(requester.name)}, confirmed by ${personName(confirmer.name)}`;
  return [
    [strong(scopeWords(scope))],
    facts(`for ${hoursWords(hours)}`, `${authors}: ${quoted(reason, 200)}`),
    previewFacts(preview),
    open && needsSecondPerson(mute) && now < mute.until
      ? [
          strong('Needs a second person:'),
          'wider than one person on one machine from one network, or longer than a day.',
        ]
      : [],
    [
      quiet(
        'Hard signals come through, and so does whatever its requester or confirmer does. What is hidden stays in recent and is not learned.',
      ),
    ],
  ].filter((line) => line.length > 0);
}

/** "would have hidden 2 alerts in 90 d (1 high, 1 medium) · 4 sessions that raised none". */
export function previewFacts({ hidden, examples, partly, lowSessions, piercing, whole }: MutePreview): readonly Fact[] {
  const parts = severities.toReversed().flatMap((severity) => {
    const number = hidden[severity];
    return number === undefined ? [] : [`${number} ${severity}`];
  });
  const total = Object.values(hidden).reduce((sum, number) => sum + number, 0);
  const more = total > examples.length ? ' …' : '';
  const which = examples.length === 0 ? '' : `: ${examples.map((id) => outside(id, 12)).join(', ')}${more}`;
  const alerts =
    total === 0
      ? good('would have hidden no alert in 90 d')
      : alarm(`would have hidden ${count(total, 'alert')} in 90 d (${parts.join(', ')}${which})`);
  return facts(
    alerts,
    `${count(lowSessions, 'session')} that raised none`,
    partly > 0 && `${count(partly, 'alert')} in part`,
    piercing > 0 && `${count(piercing, 'session')} would have come through: hard signals`,
    !whole && alarm('there was more than could be looked at'),
  );
}

/** What took an alert's voice: a mute, or the card of an incident that stands for it. */
export function coveredBy(id: string): string {
  return `${id.startsWith('I-') ? 'grouped under' : 'muted by'} ${outside(id, 12)}`;
}
