import type { Alert } from '../../../src/alerts/alert';
import type { Review } from '../../../src/review/review';
import { consolesOff, containmentOf, judgedMalicious } from '../../../src/service/situation/standing';

const rob = { objectId: 'rob', displayName: 'rob@contoso.com', type: 'user' } as const;
const by = { objectId: 'mia', name: 'Mia' };

function plan(id: string, more: Partial<Review> = {}): Review {
  const steps = [{ id: 'i1.remove.0', itemId: 'i1', kind: 'remove', state: 'done' }];
  return { id, kind: 'permissions', subject: rob, alertId: 'A-1', appliedAt: 100, steps, ...more } as unknown as Review;
}

function consolePlan(id: string, appliedAt: number, disabled: boolean, more: Partial<Review> = {}): Review {
  const change = { kind: 'console', subscriptionId: 's1', disabled, was: !disabled };
  const approval = { plan: { reviewId: id, changes: [{ itemId: 'i1', change }] } };
  const steps = [{ id: 'i1.console', itemId: 'i1', kind: 'console', state: 'done', firstAt: appliedAt - 5 }];
  return plan(id, { kind: 'console', appliedAt, approval, steps, ...more } as unknown as Partial<Review>);
}

function alert(id: string, raisedAt: number, more: Partial<Alert> = {}): Alert {
  return { id, raisedAt, principal: rob, status: 'resolved', ...more } as Alert;
}
const verdict = (disposition: 'malicious' | 'benign-expected' | 'misconfiguration', at: number) => ({
  resolution: { ...by, at, disposition, sentence: 'looked at' },
});

describe('containment', () => {
  test('access taken away holds until its undo is applied', () => {
    expect(containmentOf([plan('R-1')], [])).toEqual({ objectId: 'rob', principal: rob, at: 100, by: 'R-1' });
    const undo = plan('R-2', { kind: 'undo', undoOf: 'R-1', appliedAt: 200 });
    expect(containmentOf([undo, plan('R-1')], [])).toBeUndefined();
  });

  test.each([
    ['its alert turned out to be an accident', [alert('A-1', 50, verdict('misconfiguration', 90))], false],
    ['a later alert was expected', [alert('A-2', 150, verdict('benign-expected', 160))], false],
    ['an older alert of somebody’s was expected', [alert('A-0', 10, verdict('benign-expected', 160))], true],
    ['its alert was malicious', [alert('A-1', 50, verdict('malicious', 160))], true],
  ])('%s', (_what, alerts, stands) => {
    expect(containmentOf([plan('R-1')], alerts) !== undefined).toBe(stands);
  });

  test('tidying rights without an alert contains nobody who keeps a way in', () => {
    const { alertId: _, ...tidied } = plan('R-1');
    expect(containmentOf([{ ...tidied, pathsLeft: 1 }], [])).toBeUndefined();
    expect(containmentOf([{ ...tidied, pathsLeft: 0 }], [])).toBeDefined();
  });

  test('what the bot created and took back changed nothing', () => {
    const steps = [{ id: 'i1.remove.0', itemId: 'i1', kind: 'remove', state: 'failed' }];
    expect(containmentOf([plan('R-1', { steps } as unknown as Partial<Review>)], [])).toBeUndefined();
  });

  test('a console switched off because of somebody contains them', () => {
    expect(containmentOf([consolePlan('R-1', 100, true)], [])?.by).toBe('R-1');
  });
});

describe('consoles that the bot has switched off', () => {
  test('the newest switch decides; the time is that of the switch itself', () => {
    const off = consolePlan('R-1', 100, true);
    expect(consolesOff([off])).toEqual([{ subscriptionId: 's1', at: 95, subjectId: 'rob' }]);
    expect(consolesOff([consolePlan('R-2', 200, false, { undoOf: 'R-1' }), off])).toEqual([]);
    expect(consolesOff([consolePlan('R-3', 300, true), consolePlan('R-2', 200, false), off])[0]?.at).toBe(295);
  });

  test('a switch that did not happen is none', () => {
    const failed = [{ id: 'i1.console', itemId: 'i1', kind: 'console', state: 'failed' }];
    expect(consolesOff([consolePlan('R-1', 100, true, { steps: failed } as unknown as Partial<Review>)])).toEqual([]);
  });
});

describe('judged malicious', () => {
  const bad = alert('A-7', 50, verdict('malicious', 100));

  test('stands until something later was judged otherwise, or it is as old as the baseline', () => {
    expect(judgedMalicious([bad], 0)).toEqual({ objectId: 'rob', principal: rob, at: 100, by: 'A-7' });
    expect(judgedMalicious([bad, alert('A-8', 150, verdict('benign-expected', 160))], 0)).toBeUndefined();
    expect(judgedMalicious([bad, alert('A-6', 20, verdict('benign-expected', 160))], 0)).toBeDefined();
    expect(judgedMalicious([bad], 101)).toBeUndefined();
    expect(judgedMalicious([{ ...bad, drill: true }], 0)).toBeUndefined();
  });

  test('opened again it stands; decided otherwise then, it is gone', () => {
    const { resolution, ...rest } = bad;
    const again = { ...rest, status: 'open', reopenedAfter: resolution } as Alert;
    expect(judgedMalicious([again], 0)?.by).toBe('A-7');
    expect(judgedMalicious([{ ...again, ...verdict('benign-expected', 300) }], 0)).toBeUndefined();
  });
});
