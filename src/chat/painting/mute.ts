import { type Mute, needsSecondPerson } from '../../alerts/mutes/mute';
import type { Card } from '../ports';
import { plain } from '../words/escape';
import { hoursWords, muteLines, muteTitle, scopeWords } from '../words/mute';
import { type CardAction, execute } from './actions';
import { paintNotice } from './notice';

/** A mute's card: the preview its requester decides on, the question to a second person, and what is in force with the way to lift it. */
export function paintMute(mute: Mute, now: number): Card {
  return paintNotice({
    title: muteTitle(mute, now),
    lines: muteLines(mute, now),
    tone: mute.state === 'active' && now < mute.until ? 'warning' : 'emphasis',
    actions: actionsOf(mute, now),
  });
}

export function muteSummary(mute: Mute, now: number): string {
  return plain(`${muteTitle(mute, now)}: ${scopeWords(mute.scope)}`, 200);
}

/** What the next step is called, for the card and for the dialog that shows the same preview. */
export function nextStep(mute: Mute): string {
  return needsSecondPerson(mute) ? 'Ask a second person' : `Mute for ${hoursWords(mute.hours)}`;
}

function actionsOf(mute: Mute, now: number): readonly CardAction[] {
  const data = { subject: mute.id, version: mute.version };
  if (now >= mute.until) return [];
  switch (mute.state) {
    case 'draft':
      return [execute('mute-confirm', nextStep(mute), data), execute('unmute', 'Cancel', data)];
    case 'asked':
      return [execute('mute-confirm', 'Confirm', data), execute('unmute', 'Reject', data)];
    case 'active':
      return [execute('unmute', 'Lift', data)];
    case 'withdrawn':
    case 'lifted':
      return [];
  }
}
