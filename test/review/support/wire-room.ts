import type { CallLimits } from '../../../src/azure/endpoint';
import { paintReview } from '../../../src/chat/painting/review';
import { memoryIds } from '../../../src/core/ids';
import { silentLog } from '../../../src/core/log';
import { memoryAuditTrail } from '../../../src/core/memory-audit-trail';
import { memoryUnitOfWork } from '../../../src/core/memory-unit-of-work';
import { defaultPolicy } from '../../../src/core/policy';
import { shownText } from '../../../src/local/teams/client';
import { createReviews } from '../../../src/review/create-reviews';
import { memoryReviewStore } from '../../../src/review/memory-review-store';
import type { RbacWriter, UsageRow } from '../../../src/review/ports';
import type { Review } from '../../../src/review/review';
import { connect } from '../../azure/connect';
import type { World } from '../../local/arm/world';
import { ana, mia, must } from './world';

export const minute = 60_000;

/** The review room over the real adapters and the emulated Azure of a world; only the usage rows are given. */
export function wireRoom(world: World, options: { usage?: readonly UsageRow[]; limits?: CallLimits } = {}) {
  const azure = connect(world, options.limits);
  const store = memoryReviewStore();
  const uow = memoryUnitOfWork();
  const audit = memoryAuditTrail();
  const ids = memoryIds();
  let engines = 0;
  const engine = (writer: RbacWriter = azure.writer) =>
    createReviews({
      reader: azure.rbac,
      writer,
      directory: azure.directory,
      consoleSwitch: azure.console,
      usage: { usage: async () => ({ ok: true, value: options.usage ?? [] }) },
      store,
      uow,
      audit,
      clock: world.clock,
      policy: { review: defaultPolicy.review, breakGlass: [] },
      guards: { botObjectIds: [], approvers: [ana.objectId], breakGlass: [] },
      ids: { reviewId: (tx) => ids.next(tx, 'R'), instance: `engine-${++engines}` },
      log: silentLog,
      subscriptions: [],
      selfDriving: false,
    });
  const reviews = engine();
  const get = async (id: string): Promise<Review> => {
    const review = await uow.run((tx) => store.get(tx, id));
    if (!review) throw new Error(`no review ${id}`);
    return review;
  };
  return {
    azure,
    audit,
    engine,
    reviews,
    get,
    /** Rob on vm1, read; only the items whose role is named stay ticked. */
    async proposed(...roles: readonly string[]): Promise<Review> {
      const principal = { objectId: world.ids.rob, displayName: 'rob', type: 'user' as const };
      const { id } = must(
        await reviews.start({ alertId: 'A-12', principal, machines: [world.ids.vm1], requester: mia }),
      );
      await reviews.tick();
      const { items, exposure } = await get(id);
      for (const item of items.filter(({ change }) => change)) {
        const role = exposure?.paths.find((path) => path.id === item.pathIds[0])?.role.name ?? '';
        must(await reviews.toggle({ reviewId: id, actor: mia, itemId: item.id, ticked: roles.includes(role) }));
      }
      return get(id);
    },
    async approved(id: string): Promise<void> {
      const asked = must(await reviews.askApproval({ reviewId: id, actor: mia, reason: 'stolen account' }));
      const planHash = asked.approval?.hash ?? '';
      must(await reviews.vote({ reviewId: id, actor: ana, decision: 'approve', sentence: 'agreed', planHash }));
    },
    /** Lets the engine work, moving the emulators' clock as far as it waits, until nothing is due within the time. */
    async settle(id: string, ms = 15 * minute, run = reviews): Promise<Review> {
      const end = world.clock.now() + ms;
      for (let round = 0; round < 60; round++) {
        await run.tick();
        const { dueAt } = await get(id);
        if (dueAt === undefined || dueAt > end) return get(id);
        world.clock.advance(Math.max(0, dueAt - world.clock.now()));
      }
      throw new Error('the engine does not come to rest');
    },
    /** The card of a review in words: what the responder reads. */
    seen(review: Review): string {
      const card = paintReview({ review, now: world.clock.now(), approvers: [ana], quorum: 1 });
      return shownText({ card, files: [] } as unknown as Parameters<typeof shownText>[0]);
    },
    /** Scopes at which Rob holds a role directly, active ones only. */
    held: (roleGuid: string) =>
      world.azure.state.roleAssignments
        .filter((row) => row.principalId === world.ids.rob && row.roleGuid === roleGuid)
        .map(({ scope }) => scope),
  };
}

export type WireRoom = ReturnType<typeof wireRoom>;
