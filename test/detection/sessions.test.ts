import fc from 'fast-check';
import { type Attempt, endWaitMs, mergeAttempts } from '../../src/detection/attempt';
import { fold, isDenied, publicSession, sessionGapMs } from '../../src/detection/session';

const minute = 60_000;
const t0 = Date.UTC(2026, 2, 1);
const rob = { objectId: 'f409edeb-4d29-44b5-9763-ee9348ad91bb', displayName: 'rob@contoso.com', type: 'user' as const };
const nobody = { objectId: 'unknown', displayName: 'unknown', type: 'unknown' as const };

function attempt(changes: Partial<Attempt> = {}): Attempt {
  return {
    correlationId: 'c1',
    kind: 'connect',
    at: t0,
    visibleAt: t0 + 5 * minute,
    outcome: 'success',
    principal: rob,
    target: '/vm1',
    subscriptionId: 's1',
    ...changes,
  };
}

describe('start and end rows of one call', () => {
  const start = attempt({ outcome: 'unknown', ip: '198.51.100.7', principal: nobody, target: 'unknown' });
  const end = attempt({ at: t0 + 900, visibleAt: t0 + 7 * minute, mfa: 'yes' });

  test('each fills what the other lacks, in either order', () => {
    for (const merged of [mergeAttempts(start, end), mergeAttempts(end, start)]) {
      expect(merged).toMatchObject({
        at: t0,
        visibleAt: t0 + 5 * minute,
        outcome: 'success',
        principal: rob,
        target: '/vm1',
        ip: '198.51.100.7',
        mfa: 'yes',
      });
    }
  });

  test('merging again changes nothing', () => {
    const merged = mergeAttempts(start, end);
    expect(mergeAttempts(merged, end)).toEqual(merged);
    expect(mergeAttempts(merged, start)).toEqual(merged);
  });

  test('a success wins over a failure, and the failure is forgotten', () => {
    const failed = attempt({ outcome: 'failure', failure: { kind: 'denied', words: '403' } });
    expect(mergeAttempts(failed, end).outcome).toBe('success');
    expect(mergeAttempts(failed, end).failure).toBeUndefined();
    expect(mergeAttempts(failed, start).failure?.kind).toBe('denied');
  });
});

describe('attempts become sessions', () => {
  test('fourteen reconnects to one machine are one session', () => {
    const storm = Array.from({ length: 14 }, (_, index) =>
      attempt({ correlationId: `c${index}`, at: t0 + index * 90_000 }),
    );
    const sessions = fold(storm, []);
    expect(sessions).toHaveLength(1);
    expect(publicSession(sessions[0] ?? fail(), t0 + 60 * minute)?.correlationIds).toHaveLength(14);
  });

  test('another machine, another person or a longer pause is another session', () => {
    const others = [
      attempt(),
      attempt({ correlationId: 'c2', target: '/vm2' }),
      attempt({ correlationId: 'c3', principal: { ...rob, objectId: 'x' } }),
      attempt({ correlationId: 'c4', at: t0 + sessionGapMs + 1 }),
    ];
    expect(fold(others, [])).toHaveLength(4);
  });

  test('resource ids are compared without case', () =>
    expect(fold([attempt(), attempt({ correlationId: 'c2', target: '/VM1', at: t0 + minute })], [])).toHaveLength(1));

  test('one correlation over several machines is several sessions', () => {
    const ids = fold([attempt(), attempt({ target: '/vm2' })], []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  describe('Event identity / exactly one alert per event', () => {
    test('the end row of a later poll finds its session', () => {
      const [open] = fold([attempt({ outcome: 'unknown' })], []);
      if (open === undefined) throw new Error('no session');
      const [closed] = fold([attempt({ at: t0 + 900 })], [open]);
      expect(closed?.id).toBe(open.id);
      expect(closed?.attempts).toHaveLength(1);
      expect(closed?.attempts[0]?.outcome).toBe('success');
    });

    test('what is already known changes nothing', () => {
      const known = fold([attempt()], []);
      expect(fold([attempt()], known)).toEqual([]);
    });

    test('the order in which rows arrive does not matter', () => {
      const rows = [
        attempt({ outcome: 'unknown', ip: '198.51.100.7' }),
        attempt({ at: t0 + 900 }),
        attempt({ correlationId: 'c2', at: t0 + 5 * minute, outcome: 'unknown' }),
        attempt({
          correlationId: 'c2',
          at: t0 + 5 * minute + 900,
          outcome: 'failure',
          failure: { kind: 'other', words: '409' },
        }),
        attempt({ correlationId: 'c3', at: t0 + 40 * minute }),
      ];
      const whole = JSON.stringify(views(fold(rows, [])));
      fc.assert(
        fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
          let known: ReturnType<typeof fold> = [];
          for (const row of shuffled) {
            const changed = fold([row], known);
            known = [...known.filter(({ id }) => !changed.some((of) => of.id === id)), ...changed];
          }
          // Sessions may be named after another attempt; what is in them is the same.
          expect(JSON.stringify(views(known))).toBe(whole);
        }),
        { numRuns: 40 },
      );
    });
  });
});

function views(sessions: ReturnType<typeof fold>) {
  return sessions
    .map((session) => ({ ...publicSession(session, t0 + 3 * 60 * minute), id: '' }))
    .sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));
}

describe('outcomes', () => {
  test('a start row alone is judged only after twenty minutes, as unknown', () => {
    const [open] = fold([attempt({ outcome: 'unknown' })], []);
    if (open === undefined) throw new Error('no session');
    const due = t0 + 5 * minute + endWaitMs;
    expect(publicSession(open, due - 1)).toBeUndefined();
    expect(publicSession(open, due)?.outcome).toBe('unknown');
  });

  test('denied means every attempt was refused for lack of rights', () => {
    const refused = attempt({ outcome: 'failure', failure: { kind: 'denied', words: '403' } });
    const [session] = fold([refused], []);
    const [mixed] = fold([refused, attempt({ correlationId: 'c2', at: t0 + minute })], []);
    if (session === undefined || mixed === undefined) throw new Error('no session');
    expect(isDenied(session, t0 + 60 * minute)).toBe(true);
    expect(isDenied(mixed, t0 + 60 * minute)).toBe(false);
  });
});

function fail(): never {
  throw new Error('no session');
}
