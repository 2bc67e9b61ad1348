import type { Alert, Disposition } from '../../src/alerts/alert';
import { expectedEntries, mayBeExpected } from '../../src/alerts/expected-entry';
import { growAlert, openAlert } from '../../src/alerts/grouping';
import { transition } from '../../src/alerts/transitions';
import { paintAlert } from '../../src/chat/painting/alert';
import { expectedDialog } from '../../src/chat/painting/expected-dialog';
import { parsePolicy } from '../../src/config/policy-file';
import { viewPolicy } from '../../src/detection/policy-view';
import { networks } from '../../src/geo/networks';
import { finding, machineId, rob, start } from '../support/findings';

const day = 86_400_000;
const now = start + 3_600_000;

function resolved(disposition: Disposition, of: Alert): Alert {
  const by = { objectId: 'mia', name: 'Mia', at: now };
  const moved = transition(of, { kind: 'resolve', by, disposition, sentence: 'broken fstab, {{x}} "4711"' });
  if (!moved.ok) throw new Error(moved.message);
  return moved.value;
}

const one = openAlert('A-12', finding({ ip: '198.51.100.7' }), start, []);
const two = growAlert(one, finding({ machine: 'sql03', minutes: 5, ip: '2001:db8:1:2::9' }), start);

/** The text of the dialog as somebody pastes it. */
function pasted(alert: Alert): unknown {
  const entries = expectedEntries(alert, networks, now);
  if (!entries.ok) throw new Error(entries.message);
  const text = /"value":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(expectedDialog(alert, entries.value).card))?.[1];
  return JSON.parse(JSON.parse(text ?? '""'));
}

describe('“expected next time?”', () => {
  test('gives principal, machine and network for thirty days, with author and reason', () => {
    const entries = expectedEntries(resolved('benign-expected', two), networks, now);
    expect(entries).toMatchObject({
      ok: true,
      value: [
        {
          objectId: rob.objectId,
          networks: ['198.51.100.0/24'],
          targets: [machineId('dc01')],
          expires: new Date(now + 30 * day).toISOString(),
          reason: expect.stringMatching(/^broken fstab.*\(A-12, judged benign by Mia 2026-03-01\)$/),
        },
        { networks: ['2001:db8:1:2::/64'], targets: [machineId('sql03')] },
      ],
    });
  });

  test('what is copied is a policy file, and expects that use and no other', () => {
    const reading = parsePolicy(pasted(resolved('benign-expected', two)));
    expect(reading).toMatchObject({ ok: true, warnings: [] });
    if (!reading.ok) throw new Error('refused');
    const view = viewPolicy(reading.value);
    const again = (wish: Parameters<typeof finding>[0], later = day) => {
      const { session } = finding({ ip: '198.51.100.9', ...wish });
      return view.expected({ ...session, startedAt: now + later }) !== undefined;
    };
    expect(again({})).toBe(true);
    expect(again({}, 31 * day)).toBe(false);
    expect(again({ machine: 'sql03' })).toBe(false);
    expect(again({ ip: '203.0.113.9' })).toBe(false);
    expect(again({ principal: { ...rob, objectId: '22222222-2222-4222-8222-222222222222' } })).toBe(false);
  });

  test.each<Disposition>(['malicious', 'misconfiguration', 'false-positive'])('not after the verdict %s', (verdict) => {
    const alert = resolved(verdict, one);
    expect(mayBeExpected(alert)).toBe(false);
    expect(expectedEntries(alert, networks, now)).toMatchObject({ ok: false, reason: 'not-benign' });
  });

  test('not while undecided, not over a hard signal, not for a drill', () => {
    expect(mayBeExpected(one)).toBe(false);
    const hard = openAlert('A-13', { ...finding(), hard: true }, start, []);
    expect(mayBeExpected(resolved('benign-expected', hard))).toBe(false);
    const drill = openAlert('A-14', { ...finding(), drill: true }, start, []);
    expect(mayBeExpected(resolved('benign-expected', drill))).toBe(false);
  });

  test('its button stands on the resolved card, for responders alone', () => {
    const offered = (alert: Alert, kind: 'responder' | 'approver' | 'subject') =>
      JSON.stringify(paintAlert({ alert, now }, { kind, objectId: 'x' })).includes('expect-next');
    const benign = resolved('benign-expected', one);
    expect(offered(benign, 'responder')).toBe(true);
    expect([offered(benign, 'approver'), offered(benign, 'subject')]).toEqual([false, false]);
    expect([offered(one, 'responder'), offered(resolved('malicious', one), 'responder')]).toEqual([false, false]);
  });

  test('a session without a machine or an address is too vague', () => {
    const { session, ...rest } = finding();
    const vague = openAlert('A-15', { ...rest, session: { ...session, target: 'unknown' } }, start, []);
    expect(expectedEntries(resolved('benign-expected', vague), networks, now)).toMatchObject({ reason: 'too-vague' });
  });
});
