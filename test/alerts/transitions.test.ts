import type { Alert } from '../../src/alerts/alert';
import { openAlert } from '../../src/alerts/grouping';
import { type AlertAction, inSight, transition } from '../../src/alerts/transitions';
import { finding, start } from '../support/findings';

const mia = { objectId: 'mia', name: 'Mia', at: start + 60_000 };
const tom = { objectId: 'tom', name: 'Tom', at: start + 120_000 };

type Moves = Exclude<AlertAction['kind'], 'ask' | 'consult' | 'answer' | 'silence'>;

const actions: Record<Moves, AlertAction> = {
  acknowledge: { kind: 'acknowledge', by: mia },
  release: { kind: 'release', by: mia },
  assign: { kind: 'assign', by: mia, to: { objectId: 'tom', name: 'Tom' } },
  escalate: { kind: 'escalate', by: mia, at: mia.at, level: 1, levelName: 'Lead', reason: 'domain controller' },
  resolve: { kind: 'resolve', by: mia, disposition: 'malicious', sentence: 'stolen account' },
  reopen: { kind: 'reopen', by: mia, at: mia.at, reason: 'came back' },
  investigate: { kind: 'investigate', by: mia },
  note: { kind: 'note', by: mia, text: 'called Rob' },
  restrict: { kind: 'restrict', by: mia, channel: '19:r' },
  state: { kind: 'state', by: mia, step: 'account', checked: 'disabled' },
};

function reached(...kinds: Moves[]): Alert {
  return kinds.reduce<Alert>(
    (alert, kind) => {
      const moved = transition(alert, actions[kind]);
      if (!moved.ok) throw new Error(`${kind}: ${moved.message}`);
      return moved.value;
    },
    openAlert('A-1', finding(), start, []),
  );
}

describe('the life of an alert', () => {
  it.each<[Moves[], Moves, Alert['status'] | string]>([
    [[], 'acknowledge', 'acknowledged'],
    [['acknowledge'], 'acknowledge', 'acknowledged'],
    [['resolve'], 'acknowledge', 'already-resolved'],
    [['acknowledge'], 'release', 'open'],
    [[], 'release', 'not-held'],
    [['resolve'], 'release', 'already-resolved'],
    [[], 'assign', 'acknowledged'],
    [['acknowledge'], 'assign', 'acknowledged'],
    [['resolve'], 'assign', 'already-resolved'],
    [[], 'escalate', 'open'],
    [['acknowledge'], 'escalate', 'acknowledged'],
    [['resolve'], 'escalate', 'already-resolved'],
    [[], 'resolve', 'resolved'],
    [['acknowledge'], 'resolve', 'resolved'],
    [['resolve'], 'resolve', 'already-resolved'],
    [['resolve'], 'reopen', 'open'],
    [['acknowledge'], 'reopen', 'open'],
    [[], 'reopen', 'not-resolved'],
    [['resolve'], 'note', 'resolved'],
    [['acknowledge'], 'state', 'acknowledged'],
    [[], 'restrict', 'open'],
    [['acknowledge'], 'restrict', 'acknowledged'],
    [['restrict'], 'restrict', 'already-restricted'],
    [['resolve'], 'restrict', 'already-resolved'],
  ])('after %j, %s gives %s', (path, kind, expected) => {
    const moved = transition(reached(...path), actions[kind]);
    expect(moved.ok ? moved.value.status : moved.reason).toBe(expected);
  });

  it('tells the second of two presses who was first', () => {
    const moved = transition(reached('acknowledge'), { kind: 'acknowledge', by: tom });
    expect(moved).toMatchObject({ ok: false, message: 'Mia has A-1 since 02:11 UTC.' });
  });

  it.each([
    'acknowledge',
    'note',
    'escalate',
    'investigate',
    'state',
    'restrict',
  ] as const)('%s by who has it is a sign of life; by anybody else it is none', (kind) => {
    const held = reached('acknowledge');
    const later = { ...mia, at: start + 600_000 };
    const mine = transition(held, { ...actions[kind], by: later, at: later.at } as AlertAction);
    expect(mine).toMatchObject({ ok: true, value: { confirmedAt: later.at, holder: mia } });
    const theirs = transition(held, { ...actions[kind], by: tom, at: tom.at } as AlertAction);
    expect(theirs.ok && theirs.value.confirmedAt).not.toBe(tom.at);
  });

  it('counts the version up with each change and never on a refusal', () => {
    expect(reached('acknowledge', 'note', 'resolve').version).toBe(4);
  });

  it('forgets holder and verdict when it opens again, and remembers the notes', () => {
    const alert = reached('acknowledge', 'note', 'resolve', 'reopen');
    expect(alert.holder).toBeUndefined();
    expect(alert.resolution).toBeUndefined();
    expect(alert.notes.map(({ text }) => text)).toEqual(['called Rob', 're-opened: came back']);
  });

  it('keeps what was stated apart from what was noted', () => {
    const alert = reached('state', 'note');
    expect(alert.stated).toEqual([{ ...mia, step: 'account', checked: 'disabled' }]);
    expect(alert.notes).toHaveLength(1);
  });

  it('is never given to the person it is about', () => {
    const to = { objectId: reached().principal.objectId, name: 'Rob' };
    expect(transition(reached(), { kind: 'assign', by: mia, to })).toMatchObject({ ok: false, reason: 'own-case' });
  });

  it.each<AlertAction>([
    { kind: 'resolve', by: mia, disposition: 'malicious', sentence: '  ' },
    { kind: 'escalate', by: mia, at: mia.at, level: 1, levelName: 'Lead', reason: '' },
    { kind: 'note', by: mia, text: '' },
  ])('refuses $kind without a sentence', (action) => {
    expect(transition(reached(), action)).toMatchObject({ ok: false, reason: 'text-missing' });
  });
});

describe('a verdict on what was in sight', () => {
  const alert = openAlert('A-1', finding(), start, []);
  const resolve = (seen?: string) =>
    transition(alert, {
      kind: 'resolve',
      by: mia,
      disposition: 'benign-expected',
      sentence: 'planned',
      ...(seen === undefined ? {} : { seen }),
    });

  it('counts when nothing came since, or when the alert was named by its id', () => {
    expect(resolve(inSight(alert)).ok).toBe(true);
    expect(resolve().ok).toBe(true);
  });

  it.each(['0 high', '1 low', 'x'])('is refused when it was given for %j', (seen) => {
    expect(resolve(seen)).toMatchObject({ ok: false, reason: 'stale' });
  });
});
