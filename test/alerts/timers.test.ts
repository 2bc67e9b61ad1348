import { openAlert } from '../../src/alerts/grouping';
import { createTimers } from '../../src/alerts/timers';
import { transition } from '../../src/alerts/transitions';
import { defaultPolicy } from '../../src/core/policy';
import { finding, start } from '../support/findings';

const minute = 60_000;
const levels = [
  { name: 'on-call', mention: ['mia'] },
  { name: 'Lead', afterMinutes: 30, mention: ['tom'] },
];
const timers = createTimers(() => ({ levels, reminders: defaultPolicy.reminders }));
const opened = timers.schedule(openAlert('A-1', finding(), start, []), start);

function moved(alert: typeof opened, action: Parameters<typeof transition>[1], now: number) {
  const outcome = transition(alert, action);
  if (!outcome.ok) throw new Error(outcome.message);
  return timers.schedule(outcome.value, now);
}

describe('timers', () => {
  it('climbs the levels while nobody acknowledges, the second by its own minutes', () => {
    expect(opened.dueAt).toBe(start + 15 * minute);
    expect(timers.due(opened, start + 14 * minute)).toBeUndefined();
    expect(timers.due(opened, start + 15 * minute)).toEqual({ kind: 'escalate', level: 1, levelName: 'on-call' });
    const at = start + 15 * minute;
    const first = moved(opened, { kind: 'escalate', at, level: 1, levelName: 'on-call', reason: 'timer' }, at);
    expect(first.dueAt).toBe(at + 30 * minute);
  });

  it('stops climbing when acknowledged, reminds, then opens again', () => {
    const by = { objectId: 'mia', name: 'Mia', at: start + 5 * minute };
    const held = moved(opened, { kind: 'acknowledge', by }, by.at);
    expect(held.dueAt).toBe(by.at + 30 * minute);
    expect(timers.due(held, by.at + 30 * minute)).toEqual({ kind: 'remind' });
    const reminded = timers.schedule({ ...held, remindedAt: by.at + 30 * minute }, by.at + 30 * minute);
    expect(timers.due(reminded, by.at + 60 * minute)).toEqual({ kind: 'reopen' });
  });

  it('takes a note of the holder as a sign of life', () => {
    const by = { objectId: 'mia', name: 'Mia', at: start };
    const held = moved(opened, { kind: 'acknowledge', by }, start);
    const noted = moved(
      held,
      { kind: 'note', by: { ...by, at: start + 20 * minute }, text: 'on it' },
      start + 20 * minute,
    );
    expect(noted.dueAt).toBe(start + 50 * minute);
  });

  it('has no timer when resolved, or while nothing was posted', () => {
    const by = { objectId: 'mia', name: 'Mia', at: start };
    expect(
      moved(opened, { kind: 'resolve', by, disposition: 'malicious', sentence: 'x' }, start).dueAt,
    ).toBeUndefined();
    expect(timers.schedule(openAlert('A-2', finding({ severity: 'low' }), start, []), start).dueAt).toBeUndefined();
  });

  it('repeats the last level six times, then once a day', () => {
    let alert = opened;
    let at = start;
    for (let times = 0; times < 8; times++) {
      at = alert.dueAt ?? 0;
      const due = timers.due(alert, at);
      if (due?.kind !== 'escalate') throw new Error('expected an escalation');
      alert = moved(alert, { kind: 'escalate', at, level: due.level, levelName: due.levelName, reason: 'timer' }, at);
    }
    expect((alert.dueAt ?? 0) - at).toBe(24 * 60 * minute);
  });
});
