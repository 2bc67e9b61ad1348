import type { Alert } from '../../src/alerts/alert';
import { figuresOf, mondayOf } from '../../src/alerts/figures';
import type { AuditEntry } from '../../src/core/audit';
import { finding, mia, openAlert } from '../chat/painting/an-alert';

const minute = 60_000;
const day = 86_400_000;
const from = Date.UTC(2026, 1, 2);
const to = from + 28 * day;

let number = 0;
const alert = (more: Partial<Alert>): Alert => {
  number += 1;
  const raisedAt = more.raisedAt ?? from + day;
  return { ...openAlert(), id: `A-${number}`, raisedAt, postedAt: raisedAt, severity: 'high', ...more };
};
const resolved = (
  after: number,
  disposition: 'malicious' | 'benign-expected' | 'false-positive',
  more: Partial<Alert> = {},
) => alert({ status: 'resolved', resolution: { ...mia, at: from + day + after, disposition, sentence: 's' }, ...more });
const entry = (verb: string, at: number, result = 'done') => ({ verb, at, result }) as AuditEntry;
const none = () => [];

describe('the figures of a time', () => {
  test('count what was raised in it, by week and severity, to the exact border', () => {
    const figures = figuresOf(
      [
        alert({ raisedAt: from - 1 }),
        alert({ raisedAt: from, severity: 'critical' }),
        alert({ raisedAt: from + 7 * day - 1, severity: 'medium' }),
        alert({ raisedAt: from + 7 * day }),
        alert({ raisedAt: to - 1 }),
        alert({ raisedAt: to }),
        alert({ severity: 'low' }),
      ],
      none,
      { from, to },
    );
    expect(figures.total).toBe(4);
    expect(figures.kept).toBe(1);
    expect(figures.weeks.map(({ startsAt, bySeverity }) => [startsAt, bySeverity])).toEqual([
      [from, { critical: 1, high: 0, medium: 1 }],
      [from + 7 * day, { critical: 0, high: 1, medium: 0 }],
      [from + 14 * day, { critical: 0, high: 0, medium: 0 }],
      [from + 21 * day, { critical: 0, high: 1, medium: 0 }],
    ]);
  });

  test('leave out drills and what a mute hid, but not what was posted and muted later', () => {
    const muted = { by: 'M-1', until: to };
    const { postedAt: _, ...hidden } = alert({ muted });
    const figures = figuresOf([alert({ drill: true }), hidden, alert({ muted })], none, { from, to });
    expect([figures.total, figures.kept]).toEqual([1, 0]);
  });

  test('take the first acknowledgement from the record, which survives a re-opening', () => {
    const [first, second, third] = [alert({}), alert({}), alert({ holder: { ...mia, at: from + day + 30 * minute } })];
    const audit = new Map([
      [
        first.id,
        [
          entry('acknowledge', from + day + 2 * minute, 'no-role'),
          entry('acknowledge', from + day + 10 * minute),
          entry('acknowledge', from + day + 90 * minute),
        ],
      ],
      [second.id, [entry('note', from + day + minute)]],
    ]);
    const { toAcknowledge } = figuresOf([first, second, third], (id) => audit.get(id) ?? [], { from, to });
    expect(toAcknowledge).toEqual({ cases: 2, mean: 20 * minute, median: 20 * minute });
  });

  test('give mean and median to the verdict, and nothing when there was none', () => {
    const some = [
      resolved(10 * minute, 'malicious'),
      resolved(20 * minute, 'benign-expected'),
      resolved(90 * minute, 'malicious'),
    ];
    expect(figuresOf(some, none, { from, to }).toResolve).toEqual({ cases: 3, mean: 40 * minute, median: 20 * minute });
    expect(figuresOf([alert({})], none, { from, to }).toResolve).toEqual({ cases: 0 });
  });

  test('the noisiest reason is the one most alerts with an honest verdict had', () => {
    const because = (...codes: string[]) => ({
      findings: [finding('dc01', '02:14', { reasons: codes.map((code) => ({ code, points: 10, text: code })) })],
    });
    const { noisiest, dispositions } = figuresOf(
      [
        resolved(1, 'malicious', because('loud')),
        resolved(1, 'malicious', because('loud')),
        resolved(1, 'malicious', because('loud')),
        resolved(1, 'benign-expected', because('noisy', 'loud')),
        resolved(1, 'false-positive', because('noisy')),
        alert({ findings: [finding('dc01', '02:14', { reasons: [{ code: 'softener', points: -5, text: '' }] })] }),
      ],
      none,
      { from, to },
    );
    expect(noisiest).toEqual([
      { code: 'noisy', alerts: 2, honest: 2 },
      { code: 'loud', alerts: 4, honest: 1 },
    ]);
    expect(dispositions).toEqual({ malicious: 3, 'benign-expected': 1, misconfiguration: 0, 'false-positive': 1 });
  });

  test('weeks begin on Monday, UTC', () => {
    expect(mondayOf(Date.UTC(2026, 2, 1, 23, 59))).toBe(Date.UTC(2026, 1, 23));
    expect(mondayOf(Date.UTC(2026, 2, 2))).toBe(Date.UTC(2026, 2, 2));
  });
});
