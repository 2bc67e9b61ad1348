import type { Sweep, SweepHolder } from '../../../src/review/sweep/sweep';
import { at, vm } from './an-alert';

const sub = '11111111-0000-4000-8000-000000000001';
export const sweepNames = { [sub]: 'prod-01' };

function holder(index: number): SweepHolder {
  const since = at('02:44') - 214 * 86_400_000;
  return {
    subscriptionId: sub,
    principalId: `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, '0')}`,
    name: `Person ${index}`,
    type: index === 3 ? 'Group' : index === 4 ? 'ServicePrincipal' : 'User',
    ...(index === 1 ? { accountEnabled: false } : {}),
    verdict: index < 28 ? 'can-connect' : 'equivalent-control',
    ways: [
      {
        id: `/subscriptions/${sub}/a`,
        kind: 'assignment',
        role: 'Owner',
        scope: `/subscriptions/${sub}`,
        machine: vm('dc01'),
        verdict: index < 28 ? 'can-connect' : 'equivalent-control',
        group: { id: 'g', name: 'Ops-Admins' },
        since,
      },
      {
        id: `/subscriptions/${sub}/b`,
        kind: 'pim-eligible',
        role: 'Virtual Machine Contributor',
        scope: `/subscriptions/${sub}/resourceGroups/ops`,
        machine: vm('web1'),
        verdict: index < 28 ? 'can-obtain' : 'equivalent-control',
      },
    ],
  };
}

/** Forty people in one subscription, twelve of them with another door; another could not be read. */
export function aSweep(): Sweep {
  const unused = Array.from({ length: 40 }, (_, index) => holder(index));
  return {
    readAt: at('02:44'),
    from: at('02:44') - 90 * 86_400_000,
    subscriptions: [sub, '22222222-0000-4000-8000-000000000002'],
    could: 40,
    control: 15,
    unused,
    unread: [
      {
        subscriptionId: '22222222-0000-4000-8000-000000000002',
        why: 'its role assignments could not be read: the reader lacks the right',
      },
    ],
    notRead: [{ what: 'pim', why: 'forbidden' }],
    groupsUnread: 1,
  };
}
