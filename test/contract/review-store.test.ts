import { memoryReviewStore } from '../../src/review/memory-review-store';
import type { ReviewStore } from '../../src/review/ports';
import type { Review } from '../../src/review/review';
import { contract, embedded, memory } from './adapters';

function review(id: string, more: Partial<Review> = {}): Review {
  // The store takes a review for a document; fields it does not know must come back too.
  const document = {
    id,
    version: 1,
    state: 'proposed',
    open: true,
    updatedAt: 1,
    plan: [{ step: 'remove', at: 5 }],
    ...more,
  };
  return document as unknown as Review;
}

contract<ReviewStore>('ReviewStore', [memory(memoryReviewStore), embedded(({ reviews }) => reviews)], ({ run }) => {
  const insert = (...reviews: readonly Review[]) =>
    run(async (tx, store) => {
      for (const each of reviews) expect((await store.insert(tx, each)).ok).toBe(true);
    });
  const idsOf = (reviews: readonly Review[]) => reviews.map(({ id }) => id);

  it('gives back the whole document', async () => {
    const kept = review('R-1', { alertId: 'A-1', dueAt: 9 });
    await insert(kept);
    expect(await run((tx, store) => store.get(tx, 'R-1'))).toEqual(kept);
    expect(await run((tx, store) => store.get(tx, 'R-2'))).toBeUndefined();
  });

  it('refuses an id that is taken and keeps what was there', async () => {
    await insert(review('R-1'));
    const again = await run((tx, store) => store.insert(tx, review('R-1', { open: false })));
    expect(again).toMatchObject({ ok: false, reason: 'exists' });
    expect((await run((tx, store) => store.get(tx, 'R-1')))?.open).toBe(true);
  });

  it('lets the first of two changes to one version win', async () => {
    await insert(review('R-1'));
    const approved = review('R-1', { version: 2, state: 'approved' } as Partial<Review>);
    expect(await run((tx, store) => store.replace(tx, approved, 1))).toMatchObject({ ok: true });
    expect(await run((tx, store) => store.replace(tx, review('R-1', { version: 2 }), 1))).toMatchObject({
      ok: false,
      reason: 'changed',
    });
    expect(await run((tx, store) => store.get(tx, 'R-1'))).toEqual(approved);
    expect(await run((tx, store) => store.replace(tx, review('R-9', { version: 2 }), 1))).toMatchObject({ ok: false });
  });

  it('lists the open ones and those of an alert, oldest first', async () => {
    await insert(review('R-9', { alertId: 'A-1' }), review('R-10', { alertId: 'A-1', open: false }), review('R-11'));
    expect(idsOf(await run((tx, store) => store.listOpen(tx)))).toEqual(['R-9', 'R-11']);
    expect(idsOf(await run((tx, store) => store.forAlert(tx, 'A-1')))).toEqual(['R-9', 'R-10']);
    await run((tx, store) => store.replace(tx, review('R-9', { version: 2, open: false, alertId: 'A-1' }), 1));
    expect(idsOf(await run((tx, store) => store.listOpen(tx)))).toEqual(['R-11']);
  });

  it('gives what was applied to a principal, and which consoles were switched, the newest first', async () => {
    const rob = { objectId: 'rob', displayName: 'rob', type: 'user' } as const;
    await insert(
      review('R-1', { kind: 'permissions', subject: rob, appliedAt: 10, open: false }),
      review('R-2', { kind: 'console', subject: rob, appliedAt: 30 }),
      review('R-3', { kind: 'permissions', subject: rob }),
      review('R-4', { kind: 'console', appliedAt: 20 }),
      review('R-5', { kind: 'permissions', subject: { ...rob, objectId: 'ken' }, appliedAt: 20 }),
    );
    expect(idsOf(await run((tx, store) => store.appliedTo(tx, 'rob')))).toEqual(['R-2', 'R-1']);
    expect(idsOf(await run((tx, store) => store.consolesSwitched(tx)))).toEqual(['R-2', 'R-4']);
    const done = review('R-3', { version: 2, kind: 'permissions', subject: rob, appliedAt: 40 });
    await run((tx, store) => store.replace(tx, done, 1));
    expect(idsOf(await run((tx, store) => store.appliedTo(tx, 'rob')))).toEqual(['R-3', 'R-2', 'R-1']);
  });

  it('gives the due ones, earliest first', async () => {
    await insert(review('R-1', { dueAt: 20 }), review('R-2', { dueAt: 10 }), review('R-3'));
    expect(idsOf(await run((tx, store) => store.dueBefore(tx, 20, 10)))).toEqual(['R-2', 'R-1']);
    expect(idsOf(await run((tx, store) => store.dueBefore(tx, 20, 1)))).toEqual(['R-2']);
    expect(await run((tx, store) => store.dueBefore(tx, 9, 10))).toEqual([]);
  });

  it('counts changes since a time, those of a plan that is applied again too', async () => {
    const record = (stepId: string, at: number) =>
      run((tx, store) => store.recordChange(tx, { reviewId: 'R-1', stepId, at }));
    await record('1', 10);
    await record('1', 30);
    await record('2', 20);
    expect(await run((tx, store) => store.countChanges(tx, 10))).toBe(3);
    expect(await run((tx, store) => store.countChanges(tx, 11))).toBe(2);
    expect(await run((tx, store) => store.countChanges(tx, 31))).toBe(0);
  });

  it('remembers the kill switch', async () => {
    expect(await run((tx, store) => store.killSwitch(tx))).toBeUndefined();
    const thrown = { on: true, by: 'p', at: 5, reason: 'odd changes' };
    await run((tx, store) => store.setKillSwitch(tx, thrown));
    expect(await run((tx, store) => store.killSwitch(tx))).toEqual(thrown);
    await run((tx, store) => store.setKillSwitch(tx, { ...thrown, on: false }));
    expect((await run((tx, store) => store.killSwitch(tx)))?.on).toBe(false);
  });
});
