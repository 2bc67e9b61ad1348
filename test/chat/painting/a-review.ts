import type { ContainmentCardState, ReviewCardState } from '../../../src/chat/painting/review-state';
import type { AccessPath, Exposure } from '../../../src/review/exposure/exposure';
import { type Item, planOf } from '../../../src/review/plan/plan';
import type { RoleAssignment } from '../../../src/review/rbac';
import type { Review } from '../../../src/review/review';
import { at, prod, rob, vm } from './an-alert';

/** Rob's ways in after A-12, the review of the card specification. */

const day = 86_400_000;
const sub = `/subscriptions/${prod}`;
export const miaActor = { objectId: 'aaaaaaaa-0000-4000-8000-000000000002', name: 'Mia M.' };
export const ana = { objectId: 'aaaaaaaa-0000-4000-8000-000000000003', name: 'Ana A.' };
export const lee = { objectId: 'aaaaaaaa-0000-4000-8000-000000000004', name: 'Lee L.' };
export const tom = { objectId: 'aaaaaaaa-0000-4000-8000-000000000005', name: 'Tom T.' };

function assignment(name: string, scope: string, principalId: string): RoleAssignment {
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
  return {
    id,
    name,
    scope,
    roleDefinitionId: `${sub}/providers/Microsoft.Authorization/roleDefinitions/${name}`,
    principalId,
    principalType: 'User',
  };
}

export function path(name: string, more: Partial<AccessPath> & Pick<AccessPath, 'scope' | 'role'>): AccessPath {
  const own = assignment(name, more.scope, rob.objectId);
  return {
    id: own.id.toLowerCase(),
    kind: 'assignment',
    assignment: own,
    scopeKind: 'subscription',
    holder: { id: rob.objectId, type: 'User', name: rob.displayName },
    via: 'direct',
    verdict: 'can-connect',
    machines: [],
    delegates: false,
    since: at('02:44') - 214 * day,
    grantedBy: 'Ana A.',
    used: false,
    usage: {
      from: 0,
      to: 90 * day,
      consoleUses: 3,
      lastConsoleAt: at('02:44') - 74 * day,
      operations: 9,
      resources: [],
    },
    ...more,
  };
}

const paths = {
  vmContributor: path('p1', {
    scope: `${sub}/resourceGroups/ops`,
    role: { id: 'r1', name: 'Virtual Machine Contributor', known: true },
  }),
  contributor: path('p2', { scope: sub, role: { id: 'r2', name: 'Contributor', known: true } }),
  owner: path('p3', {
    scope: sub,
    role: { id: 'r3', name: 'Owner', known: true },
    via: 'group',
    holder: { id: 'g', type: 'Group', name: 'Ops-Admins', members: 6 },
    used: true,
  }),
  reader: path('p4', { scope: sub, role: { id: 'r4', name: 'Reader', known: true }, verdict: 'no' }),
};

export const exposure: Exposure = {
  principal: rob,
  machines: [vm('dc01', 'identity'), vm('web1'), vm('web2'), vm('sql03'), vm('sql04')],
  readAt: at('02:44'),
  verdict: 'can-connect',
  paths: Object.values(paths),
  elsewhere: [
    { role: 'Owner', scope: '/subscriptions/x', via: 'direct' },
    { role: 'Owner', scope: '/subscriptions/y', via: 'direct' },
  ],
  usedIsGone: false,
  denies: [],
  unread: [],
  notRead: [
    { what: 'directory-roles', why: 'never read' },
    { what: 'lighthouse', why: 'never read' },
  ],
};

const none = { locks: [], undo: 'none', undoText: '' } as const;

export const items: readonly Item[] = [
  {
    id: 'i1',
    action: 'remove',
    pathIds: [paths.vmContributor.id],
    ticked: true,
    reason: 'the console was not used through it for 74 days',
    change: {
      kind: 'access',
      removals: [
        {
          kind: 'assignment',
          snapshot: assignment('p1', `${sub}/resourceGroups/ops`, rob.objectId),
          roleName: 'Virtual Machine Contributor',
        },
      ],
    },
    leaves: 'no',
    effects: {
      others: 0,
      machinesNow: 12,
      locks: [],
      undo: 'restores',
      undoText: 'undo restores it at the same scope; its age and granter change',
    },
    commands: ['az role assignment delete --ids /subscriptions/x'],
  },
  {
    id: 'i2',
    action: 'narrow',
    pathIds: [paths.contributor.id],
    ticked: true,
    reason: 'all use of 90 days lies in RG web',
    change: {
      kind: 'access',
      create: {
        roleName: 'Contributor',
        fallbackName: 'f',
        assignment: {
          scope: `${sub}/resourceGroups/web`,
          name: 'n',
          roleDefinitionId: 'r2',
          principalId: rob.objectId,
          principalType: 'User',
        },
      },
      removals: [{ kind: 'assignment', snapshot: assignment('p2', sub, rob.objectId), roleName: 'Contributor' }],
    },
    leaves: 'can-connect',
    effects: {
      others: 0,
      machinesNow: 84,
      machinesAfter: 13,
      locks: [],
      undo: 'command',
      undoText: "undo shows the ready command: restoring it is outside the writer's rights",
    },
    commands: ['az role assignment create --role Contributor'],
  },
  {
    id: 'i3',
    action: 'by-hand',
    pathIds: [paths.owner.id],
    ticked: false,
    reason: 'Owner through a group is outside the bot’s reach',
    leaves: 'can-connect',
    effects: { others: 5, machinesNow: 84, locks: [], undo: 'none', undoText: '' },
    commands: [`az ad group member remove --group Ops-Admins --member-id ${rob.objectId}`],
    task: { couldDo: ['Ana', 'Lee'], state: 'open', proof: 'path-gone' },
  },
  {
    id: 'i4',
    action: 'keep',
    pathIds: [paths.reader.id],
    ticked: false,
    reason: 'cannot connect',
    leaves: 'no',
    effects: none,
    commands: [],
  },
];

export function aReview(more: Partial<Review> = {}): Review {
  return {
    id: 'R-7',
    version: 2,
    kind: 'permissions',
    state: 'proposed',
    open: true,
    alertId: 'A-12',
    subject: rob,
    machines: exposure.machines,
    subscriptions: [prod],
    evidence: [],
    usageUntil: at('02:44'),
    requester: miaActor,
    createdAt: at('02:43'),
    updatedAt: at('02:44'),
    exposure,
    items,
    pathsNow: 3,
    pathsLeft: 2,
    steps: [],
    notices: [],
    ...more,
  };
}

export function askedReview(more: Partial<Review> = {}): Review {
  return aReview({
    state: 'approval-asked',
    version: 3,
    approval: {
      askedAt: at('02:46'),
      askedBy: miaActor,
      reason: 'stolen account, close it before he wakes up',
      expiresAt: at('03:16'),
      plan: planOf('R-7', rob.objectId, items),
      hash: '3f9a11',
      quorum: 1,
      votes: [],
      asks: 1,
      nextAskAt: at('02:51'),
    },
    ...more,
  });
}

export function provedReview(): Review {
  const step = { attempts: 1, requestIds: [], state: 'done', endedAt: at('03:05') } as const;
  return askedReview({
    state: 'proved',
    version: 8,
    appliedAt: at('03:06'),
    approval: {
      ...askedReview().approval,
      votes: [{ by: ana, decision: 'approve', sentence: 'agreed, saw the sign-ins', at: at('03:02') }],
    } as NonNullable<Review['approval']>,
    steps: [
      { ...step, id: 'i1.remove.0', itemId: 'i1', kind: 'remove' },
      { ...step, id: 'i2.create', itemId: 'i2', kind: 'create' },
      { ...step, id: 'i2.remove.0', itemId: 'i2', kind: 'remove' },
    ],
    items: items.map((item) =>
      item.task === undefined
        ? item
        : { ...item, task: { ...item.task, state: 'proved', statedBy: lee, at: at('03:10') } },
    ),
    proof: { readAt: at('03:13'), pathsBefore: 3, pathsNow: 0, left: [], stillListed: [], complete: true },
    watch: { until: at('03:13') + day, logCompleteTo: at('04:02') },
  });
}

export function reviewState(review: Review = aReview(), more: Partial<ReviewCardState> = {}): ReviewCardState {
  return {
    review,
    now: at('02:45'),
    refreshFor: ['29:mia'],
    subscriptionNames: { [prod]: 'prod-01' },
    alert: { id: 'A-12', severity: 'critical', says: 'stolen account, BR' },
    approvers: [ana, lee, tom, miaActor],
    quorum: 1,
    ...more,
  };
}

export function containmentState(): ContainmentCardState {
  return {
    alertId: 'A-12',
    version: 5,
    subjectName: rob.displayName,
    now: at('02:50'),
    subscriptionNames: { [prod]: 'prod-01' },
    steps: [
      { id: 'save-log', done: { ...miaActor, at: at('02:47'), proof: 'stated' } },
      { id: 'account', commands: [`az ad user update --id ${rob.objectId} --account-enabled false`] },
      { id: 'console-off', machines: 84, subscriptions: [prod], otherUsers: ['Ben B.', 'Ana A.'] },
      { id: 'permissions' },
    ],
  };
}
