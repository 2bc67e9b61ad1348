import { sweepCsv } from '../../../src/chat/files/sweep-csv';
import type { Sweep } from '../../../src/review/sweep/sweep';

const sub = '11111111-0000-4000-8000-000000000001';
const at = Date.UTC(2026, 2, 1);
const way = {
  id: '/a/1',
  kind: 'assignment',
  role: 'Owner',
  scope: `/subscriptions/${sub}`,
  verdict: 'can-connect',
  machine: '/m/1',
} as const;

function csv(name: string): string {
  const sweep: Sweep = {
    readAt: at,
    from: at - 90 * 86_400_000,
    subscriptions: [sub],
    could: 1,
    control: 0,
    unused: [
      {
        subscriptionId: sub,
        principalId: 'p',
        name,
        type: 'User',
        verdict: 'can-connect',
        ways: [way, { ...way, id: '/a/2', group: { id: 'g', name: 'Ops, "night"' }, since: at }],
      },
    ],
    unread: [],
    notRead: [],
    groupsUnread: 0,
  };
  return sweepCsv(sweep, { [sub]: 'prod-01' });
}

test('one line a way in, quoted where it must be, with the id to remove it by', () => {
  const [head, first, second, end] = csv('Rob').replace('\uFEFF', '').split('\r\n');
  expect(head).toBe(
    'subscription,subscriptionId,person,userPrincipalName,objectId,type,accountEnabled,verdict,role,scope,via,kind,since,lastConsoleUse,assignmentId',
  );
  expect(first).toBe(
    `prod-01,${sub},Rob,,p,User,,can-connect,Owner,/subscriptions/${sub},direct,assignment,,none since 2025-12-01,/a/1`,
  );
  expect(second).toContain(',"Ops, ""night""",assignment,2026-03-01T00:00:00.000Z,none since 2025-12-01,/a/2');
  expect(end).toBe('');
});

test.each([
  '=cmd()',
  '+1',
  '-1',
  '@SUM(A1)',
  '\tx',
  '\rx',
])('a name such as %j is never run by a spreadsheet', (name) => {
  expect(csv(name)).toMatch(/,"?'/);
});
