import { vmContributor } from '../support/roles';
import { ana, approved, assignment, mia, must, proposed, rg, rob, vm1, world } from '../support/world';

/** Teams sends an activity again when a kill took the answer: its id is all that tells it from a second press. */
const held = () => world({ assignments: [assignment(vmContributor, rg)] });

describe('an activity that comes twice', () => {
  it('starts one review', async () => {
    const w = held();
    const request = { alertId: 'A-12', principal: rob, machines: [vm1], requester: mia, messageId: 'm-1' };
    const first = must(await w.reviews.start(request));
    expect(must(await w.reviews.start(request)).id).toBe(first.id);
    expect(must(await w.reviews.start({ ...request, messageId: 'm-2' })).id).not.toBe(first.id);
  });

  it('switches an item once', async () => {
    const w = held();
    const { id, items } = await proposed(w);
    const itemId = items.find(({ change }) => change)?.id ?? '';
    const before = items.find((item) => item.id === itemId)?.ticked;
    const act = { reviewId: id, actor: mia, itemId, messageId: 'm-1' };
    for (const _ of [1, 2]) must(await w.reviews.toggle(act));
    expect((await w.get(id)).items.find((item) => item.id === itemId)?.ticked).toBe(!before);
  });

  it('votes once, and hears the first answer again', async () => {
    const w = held();
    const { id } = await proposed(w);
    const asked = must(await w.reviews.askApproval({ reviewId: id, actor: mia, reason: 'stolen account' }));
    const planHash = asked.approval?.hash ?? '';
    const cast = {
      reviewId: id,
      actor: ana,
      decision: 'approve',
      sentence: 'seen it',
      planHash,
      messageId: 'm-1',
    } as const;
    must(await w.reviews.vote(cast));
    expect(must(await w.reviews.vote(cast)).approval?.votes).toHaveLength(1);
  });
});

describe('a process that finds the work of a dead one', () => {
  async function killedWhileApplying() {
    const w = held();
    const { id } = await proposed(w);
    await approved(w, id);
    w.azure.before = () => new Error('killed');
    await w.reviews.tick().catch(() => undefined);
    delete w.azure.before;
    // As the store stands when the process dies between intent and outcome.
    const review = await w.get(id);
    const lease = { holder: 'engine-dead-1', until: w.clock.now() + 120_000 };
    await w.store.replace(w.tx, { ...review, version: review.version + 1, lease, dueAt: lease.until }, review.version);
    return { w, id };
  }

  it('goes on at once when nobody else can be working on it', async () => {
    const { w, id } = await killedWhileApplying();
    const alone = w.engine(true);
    await alone.resume();
    await w.settle(1_000, alone);
    expect((await w.get(id)).lease?.holder).not.toBe('engine-dead-1');
  });

  it('waits for the lease to lapse when somebody may be', async () => {
    const { w, id } = await killedWhileApplying();
    const one = w.engine();
    await one.resume();
    expect((await w.get(id)).lease?.holder).toBe('engine-dead-1');
  });
});
