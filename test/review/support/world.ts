import type { AuditEntry, AuditEvent, AuditTrail } from '../../../src/core/audit';
import { ManualClock } from '../../../src/core/clock';
import { silentLog } from '../../../src/core/log';
import { defaultPolicy, type ReviewPolicy } from '../../../src/core/policy';
import type { Principal } from '../../../src/core/principal';
import type { Tx, UnitOfWork } from '../../../src/core/unit-of-work';
import { roleGuid } from '../../../src/review/access/well-known-roles';
import { createReviews } from '../../../src/review/create-reviews';
import type { ReviewDeps, ReviewEvent } from '../../../src/review/deps';
import { memoryReviewStore } from '../../../src/review/memory-review-store';
import type { PimInstance, RoleAssignment, RoleDefinition } from '../../../src/review/rbac';
import type { Actor, Review } from '../../../src/review/review';
import { type FakeAzure, fakeAzure, portsOf } from './fake-azure';

export const sub = '11111111-0000-4000-8000-000000000001';
export const rg = `/subscriptions/${sub}/resourceGroups/ops`;
export const vm = (name: string, group = 'ops') =>
  `/subscriptions/${sub}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
export const vm1 = vm('vm1');
export const rob: Principal = {
  objectId: 'aaaaaaaa-0000-4000-8000-000000000001',
  displayName: 'rob@contoso.com',
  type: 'user',
};
export const mia: Actor = { objectId: 'aaaaaaaa-0000-4000-8000-000000000002', name: 'Mia' };
export const ana: Actor = { objectId: 'aaaaaaaa-0000-4000-8000-000000000003', name: 'Ana' };
export const lee: Actor = { objectId: 'aaaaaaaa-0000-4000-8000-000000000004', name: 'Lee' };
export const opsAdmins = 'bbbbbbbb-0000-4000-8000-000000000001';
export const start = Date.UTC(2026, 2, 1, 2, 40);
export const day = 86_400_000;

let counter = 0;
export function assignment(role: RoleDefinition, scope: string, extra: Partial<RoleAssignment> = {}): RoleAssignment {
  const name = extra.name ?? `cccccccc-0000-4000-8000-${String(++counter).padStart(12, '0')}`;
  return {
    id: `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    scope,
    roleDefinitionId: `/subscriptions/${sub}/providers/Microsoft.Authorization/roleDefinitions/${roleGuid(role.id)}`,
    principalId: rob.objectId,
    principalType: 'User',
    createdOn: start - 214 * day,
    updatedOn: start - 214 * day,
    createdBy: ana.objectId,
    ...extra,
  };
}

export function pimInstance(
  kind: PimInstance['kind'],
  role: RoleDefinition,
  scope: string,
  extra: Partial<PimInstance> = {},
): PimInstance {
  return {
    kind,
    id: `${scope}/providers/Microsoft.Authorization/${kind}/${++counter}`,
    scope,
    roleDefinitionId: role.id,
    principalId: rob.objectId,
    principalType: 'User',
    memberType: 'Direct',
    ...(kind === 'active' ? { assignmentType: 'Activated', endsAt: start + 8 * 3_600_000 } : {}),
    ...extra,
  };
}

/** A whole review room over fakes: clock that stands still, audit and events kept, nothing driving itself. */
export function world(
  azureParts: Partial<FakeAzure> = {},
  options: { policy?: Partial<ReviewPolicy>; deps?: Partial<ReviewDeps> } = {},
) {
  const azure = fakeAzure({ machines: [vm1, vm('vm2'), vm('web1', 'web')], ...azureParts });
  const clock = new ManualClock(start);
  const store = memoryReviewStore();
  const audit: AuditEvent[] = [];
  const events: { event: ReviewEvent; review: Review }[] = [];
  const tx: Tx = { kind: 'tx' };
  const uow: UnitOfWork = { run: (work) => work(tx) };
  const trail: AuditTrail = {
    async append(_tx, event) {
      audit.push(event);
      return { ...event, sequence: audit.length, previousHash: '', hash: '' } satisfies AuditEntry;
    },
    holds: async (_tx, deed) =>
      audit.some(
        ({ subject, actor, verb, messageId, result }) =>
          result === 'done' &&
          subject === deed.subject &&
          actor === deed.actor &&
          verb === deed.verb &&
          messageId === deed.messageId,
      ),
    forSubject: async (_tx, subject, limit) =>
      audit
        .filter((event) => event.subject === subject)
        .slice(-limit)
        .map((event, index) => ({ ...event, sequence: index + 1, previousHash: '', hash: '' })),
    after: async () => [],
    head: async () => undefined,
  };
  let ids = 0;
  let engines = 0;
  const engine = (alone = false) =>
    createReviews({
      ...portsOf(azure),
      store,
      uow,
      audit: trail,
      clock,
      policy: { review: { ...defaultPolicy.review, ...options.policy }, breakGlass: [] },
      guards: {
        botObjectIds: ['dddddddd-0000-4000-8000-00000000000b'],
        approvers: [ana.objectId, lee.objectId],
        breakGlass: [],
      },
      ids: { reviewId: async () => `R-${++ids}`, instance: `engine-${++engines}`, alone },
      log: silentLog,
      changed: async (_tx, review, event) => {
        events.push({ event, review });
      },
      subscriptions: [sub],
      selfDriving: false,
      ...options.deps,
    });
  const reviews = engine();
  return {
    azure,
    clock,
    store,
    audit,
    events,
    reviews,
    /** A new process over the same store. */
    engine,
    get: async (id: string) => {
      const review = await store.get(tx, id);
      if (!review) throw new Error(`no review ${id}`);
      return review;
    },
    tx,
    /** Lets the engine work until nothing is due within `ms`, moving the clock as it waits. */
    async settle(ms = 20 * 60_000, run = reviews) {
      const end = clock.now() + ms;
      for (let round = 0; round < 500; round++) {
        await run.tick();
        const [next] = await store.dueBefore(tx, end, 1);
        if (!next) return;
        clock.advance(Math.max(0, (next.dueAt ?? 0) - clock.now()));
      }
      throw new Error('the engine does not come to rest');
    },
  };
}

export type World = ReturnType<typeof world>;

/** Unwraps a result that must be there. */
export function must<T>(outcome: { ok: true; value: T } | { ok: false; reason: string; message: string }): T {
  if (!outcome.ok) throw new Error(`${outcome.reason}: ${outcome.message}`);
  return outcome.value;
}

/** Opened by Mia for A-12 and read. */
export async function proposed(w: World, machines: readonly string[] = [vm1]): Promise<Review> {
  const opened = must(await w.reviews.start({ alertId: 'A-12', principal: rob, machines, requester: mia }));
  await w.reviews.tick();
  return w.get(opened.id);
}

/** Asked by Mia and approved by Ana; not applied yet. */
export async function approved(w: World, id: string): Promise<Review> {
  const asked = must(await w.reviews.askApproval({ reviewId: id, actor: mia, reason: 'stolen account, BR' }));
  return must(
    await w.reviews.vote({
      reviewId: id,
      actor: ana,
      decision: 'approve',
      sentence: 'agreed, seen the sign-ins',
      planHash: asked.approval?.hash ?? '',
    }),
  );
}
