import type { Alert } from '../../src/alerts/alert';
import { openAlert } from '../../src/alerts/grouping';
import { alertOfInquiry, minutesToAnswer } from '../../src/alerts/inquiry';
import { withSilence } from '../../src/alerts/silence';
import { reasonsOf } from '../../src/alerts/summary';
import { createTimers } from '../../src/alerts/timers';
import { type AlertAction, transition } from '../../src/alerts/transitions';
import { finding, rob, start } from '../support/findings';

const minute = 60_000;
const mia = { objectId: 'mia', name: 'Mia', at: start + 10 * minute };
const robAt = (at: number) => ({ objectId: rob.objectId, name: 'Rob', at });

const ask: AlertAction = {
  kind: 'ask',
  by: mia,
  to: [{ objectId: rob.objectId, name: 'Rob' }],
  question: '',
  dueAt: start + 40 * minute,
};
const consult: AlertAction = {
  kind: 'consult',
  by: mia,
  to: [{ objectId: 'tom', name: 'Tom' }],
  question: 'Is dc01 patched tonight?',
  dueAt: start + 60 * minute,
};
const answer = (says: 'yes' | 'no' | 'words', text = 'fstab', inquiryId = 'Q-1-1'): AlertAction => ({
  kind: 'answer',
  by: robAt(start + 20 * minute),
  inquiryId,
  says,
  text,
});

function reached(...actions: AlertAction[]): Alert {
  return actions.reduce<Alert>(
    (alert, action) => {
      const moved = transition(alert, action);
      if (!moved.ok) throw new Error(moved.message);
      return moved.value;
    },
    openAlert('A-1', finding({ severity: 'medium', score: 45 }), start, []),
  );
}
const refusal = (alert: Alert, action: AlertAction) => {
  const moved = transition(alert, action);
  return moved.ok ? 'done' : moved.reason;
};

describe('a question', () => {
  it('gets an id that names its alert, one for each person', () => {
    const { asks } = reached({ ...ask, to: [...ask.to, { objectId: 'eve', name: 'Eve', asOwner: true }] }, consult);
    expect(asks?.map(({ id, kind }) => [id, kind])).toEqual([
      ['Q-1-1', 'ask'],
      ['Q-1-2', 'ask'],
      ['Q-1-3', 'consult'],
    ]);
    expect(alertOfInquiry('Q-1-3')).toBe('A-1');
    expect(['A-1', 'Q-1', 'Q-1-x', 'R-1'].map(alertOfInquiry)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('changes neither state nor severity by being asked or answered with yes', () => {
    const before = reached();
    const { status, severity, score, holder, rises } = reached(ask, answer('yes'));
    expect({ status, severity, score, holder, rises }).toEqual({
      status: before.status,
      severity: before.severity,
      score: before.score,
      holder: undefined,
      rises: [],
    });
  });

  it.each<[string, Alert, AlertAction, string]>([
    ['of nobody', reached(), { ...ask, to: [] }, 'nobody-to-ask'],
    ['a second time while one is open', reached(ask), ask, 'already-asked'],
    ['again after silence', reached(ask, { kind: 'silence', at: start, inquiryId: 'Q-1-1' }), ask, 'done'],
    ['of somebody else meanwhile', reached(ask), consult, 'done'],
    ['of the subject by consulting', reached(), { ...consult, to: ask.to }, 'own-case'],
    ['without words', reached(), { ...consult, question: ' ' }, 'text-missing'],
    [
      'once it is closed',
      reached({ kind: 'resolve', by: mia, disposition: 'malicious', sentence: 'x' }),
      ask,
      'already-resolved',
    ],
  ])('%s: %s', (_name, alert, action, expected) => {
    expect(refusal(alert, action)).toBe(expected);
  });

  it('is not put without end', () => {
    const many = { ...consult, to: Array.from({ length: 20 }, (_, n) => ({ objectId: `p${n}`, name: `P${n}` })) };
    expect(refusal(reached(many), ask)).toBe('too-many-questions');
  });

  it('gives less time the worse it is, and a colleague more than the principal', () => {
    expect(minutesToAnswer('ask', 'critical')).toBeLessThan(minutesToAnswer('ask', 'medium'));
    expect(minutesToAnswer('consult', 'high')).toBeGreaterThan(minutesToAnswer('ask', 'high'));
  });
});

describe('an answer', () => {
  it.each<[string, Alert, AlertAction, string]>([
    ['by anybody else', reached(ask), { ...answer('yes'), by: mia } as AlertAction, 'not-asked'],
    ['twice', reached(ask, answer('yes')), answer('no'), 'already-answered'],
    ['yes without a reason', reached(ask), answer('yes', ' '), 'text-missing'],
    ['no without a word', reached(ask), answer('no', ''), 'done'],
    ['words to “was this you?”', reached(ask), answer('words'), 'unknown-question'],
    ['to a question that is none', reached(ask), answer('yes', 'x', 'Q-1-7'), 'unknown-question'],
    ['late', reached(ask, { kind: 'silence', at: start, inquiryId: 'Q-1-1' }), answer('yes'), 'done'],
  ])('%s: %s', (_name, alert, action, expected) => {
    expect(refusal(alert, action)).toBe(expected);
  });

  it('“not me” makes a medium alert high at once and says why', () => {
    const alert = reached(ask, answer('no', ''));
    expect(alert).toMatchObject({ severity: 'high', score: 70 });
    expect(alert.rises).toEqual([
      { at: start + 20 * minute, from: 'medium', to: 'high', why: 'Rob, asked, says: not me' },
    ]);
    expect(reasonsOf(alert)[0]).toMatchObject({ code: 'denied-when-asked', hard: true, points: 70 });
  });

  it('the no of an owner is theirs, not the workload’s', () => {
    const owner = { ...ask, to: [{ objectId: rob.objectId, name: 'Rob', asOwner: true }] };
    expect(reached(owner, answer('no', '')).rises[0]?.why).toBe('Rob, an owner of it, asked, says: not us');
  });

  it('“not me” gives an alert that was kept quiet to the channel', () => {
    const quiet = openAlert('A-1', finding({ severity: 'low', score: 25 }), start, []);
    const asked = transition(quiet, ask);
    const denied = asked.ok ? transition(asked.value, answer('no')) : asked;
    expect(denied).toMatchObject({ ok: true, value: { severity: 'high', postedAt: start + 20 * minute } });
  });

  it('never lowers what is critical already', () => {
    const critical = openAlert('A-1', finding({ severity: 'critical', score: 95 }), start, []);
    const asked = transition(critical, ask);
    const denied = asked.ok ? transition(asked.value, answer('no')) : asked;
    expect(denied).toMatchObject({ ok: true, value: { severity: 'critical', score: 95, rises: [] } });
  });
});

describe('silence', () => {
  const timers = withSilence(
    createTimers(() => ({
      levels: [{ name: 'Lead', mention: [], afterMinutes: 30 }],
      reminders: { criticalMinutes: 10, highMinutes: 30, mediumMinutes: 120 },
    })),
  );

  it('is due at the deadline when that comes before the next level', () => {
    const asked = { ...reached(ask), postedAt: start + 15 * minute };
    expect(timers.schedule(asked, start).dueAt).toBe(start + 40 * minute);
    expect(timers.due(asked, start + 39 * minute)).toBeUndefined();
    expect(timers.due(asked, start + 40 * minute)).toEqual({ kind: 'silence', inquiryId: 'Q-1-1' });
  });

  it('lets a level that comes first go first', () => {
    const asked = reached({ ...ask, dueAt: start + 200 * minute });
    expect(timers.due(asked, start + 31 * minute)).toMatchObject({ kind: 'escalate' });
  });

  it('is said of a resolved alert too, once, and never after an answer', () => {
    const closed = reached(ask, { kind: 'resolve', by: mia, disposition: 'misconfiguration', sentence: 'x' });
    expect(timers.due(closed, start + 41 * minute)).toMatchObject({ kind: 'silence' });
    const said = transition(closed, { kind: 'silence', at: start + 41 * minute, inquiryId: 'Q-1-1' });
    expect(said.ok && timers.due(said.value, start + 99 * minute)).toBeUndefined();
    expect(timers.schedule(reached(ask, answer('yes')), start).dueAt).toBe(start + 30 * minute);
  });
});
