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

  it('calls the last level again every half hour, not by its own minutes', () => {
    const escalate = (alert: typeof opened, level: number, at: number) =>
      moved(alert, { kind: 'escalate', at, level, levelName: 'x', reason: 'timer' }, at);
    const last = escalate(escalate(opened, 1, start + 15 * minute), 2, start + 45 * minute);
    expect(last.dueAt).toBe(start + 75 * minute);
  });

  it('begins anew after a re-opening: six more calls of the last level before it is once a day', () => {
    let alert = opened;
    for (let call = 1; call <= 9; call++) {
      const at = alert.dueAt ?? 0;
      alert = moved(alert, { kind: 'escalate', at, level: Math.min(call, 2), levelName: 'x', reason: 'timer' }, at);
    }
    const by = { objectId: 'mia', name: 'Mia', at: alert.dueAt ?? 0 };
    const held = moved(alert, { kind: 'acknowledge', by }, by.at);
    const again = moved(held, { kind: 'reopen', at: by.at + minute, reason: 'no word' }, by.at + minute);
    expect(again.dueAt).toBe(by.at + 16 * minute);
    const first = moved(again, { kind: 'escalate', at: by.at, level: 2, levelName: 'x', reason: 'timer' }, by.at);
    expect((first.dueAt ?? 0) - Math.max(by.at, again.reopenedAt ?? 0)).toBe(30 * minute);
  });

  it.each([
    ['critical', 5, 10, 20],
    ['high', 15, 30, 60],
  ] as const)('%s: first level after %i minutes, reminder after %i, open again after %i', (severity, first, remind, reopen) => {
    const alert = timers.schedule(openAlert('A-3', finding({ severity }), start, []), start);
    expect(alert.dueAt).toBe(start + first * minute);
    const held = moved(alert, { kind: 'acknowledge', by: { objectId: 'mia', name: 'Mia', at: start } }, start);
    expect(held.dueAt).toBe(start + remind * minute);
    const reminded = timers.schedule({ ...held, remindedAt: start + remind * minute }, start + remind * minute);
    expect(reminded.dueAt).toBe(start + reopen * minute);
  });
});

describe('quiet hours', () => {
  // From 22:00 to 07:00 in Berlin, which is 06:00 UTC in winter; the findings begin at 02:10 UTC.
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const quietHours = { timeZone: 'Europe/Berlin', days, start: '22:00', end: '07:00' };
  const morning = Date.parse('2026-03-01T06:00:00Z');
  const quiet = createTimers(() => ({ levels, reminders: defaultPolicy.reminders, quietHours }));
  const raised = (severity: 'medium' | 'high', at = start) =>
    quiet.schedule(openAlert('A-4', finding({ severity }), at, []), at);

  it('a medium alert of the night begins to wait in the morning', () => {
    expect(raised('medium').dueAt).toBe(morning + 60 * minute);
  });

  it('what comes due in the night is due in the morning', () => {
    const evening = Date.parse('2026-02-28T20:30:00Z');
    expect(raised('medium', evening).dueAt).toBe(morning);
  });

  it('never touch high or critical', () => {
    expect(raised('high').dueAt).toBe(start + 15 * minute);
  });

  it('a holder reminded late has as long as any other until it opens again', () => {
    const by = { objectId: 'mia', name: 'Mia', at: start };
    const taken = transition(raised('medium'), { kind: 'acknowledge', by });
    if (!taken.ok) throw new Error(taken.message);
    const held = quiet.schedule(taken.value, start);
    expect(quiet.due(held, morning - minute)).toBeUndefined();
    expect(quiet.due(held, morning)).toEqual({ kind: 'remind' });
    const reminded = quiet.schedule({ ...held, remindedAt: morning }, morning);
    expect(reminded.dueAt).toBe(morning + 120 * minute);
  });
});
