import { done, refuse } from '../core/outcome';
import type { KillSwitch, ReviewStore } from '../review/ports';
import type { Review } from '../review/review';
import { nextNumber } from './counters';
import { storedState } from './state-store';
import type { ReviewRow } from './tables';
import { queries } from './transactions';

/** The newest decide; more about one person, or more switches, than this are history. */
const mostApplied = 50;
const killSwitchKey = 'review.killSwitch';

export function storedReviews(): ReviewStore {
  const state = storedState();
  return {
    async get(tx, id) {
      const row = await queries(tx).selectFrom('reviews').select('document').where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : reviewOf(row);
    },

    async insert(tx, review) {
      const inserted = await queries(tx)
        .insertInto('reviews')
        .values({ id: review.id, position: await nextNumber(tx, 'review'), ...columnsOf(review) })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      return inserted === undefined ? refuse('exists', `Review ${review.id} exists already.`) : done(undefined);
    },

    async replace(tx, review, expectedVersion) {
      const updated = await queries(tx)
        .updateTable('reviews')
        .set(columnsOf(review))
        .where('id', '=', review.id)
        .where('version', '=', expectedVersion)
        .returning('id')
        .executeTakeFirst();
      return updated === undefined
        ? refuse('changed', `Review ${review.id} was changed meanwhile.`, 'Look at its current state and try again.')
        : done(undefined);
    },

    async listOpen(tx) {
      const rows = await queries(tx)
        .selectFrom('reviews')
        .select('document')
        // A literal, since a parameter would hide from the planner that the partial index fits.
        .where(({ eb, lit }) => eb('open', '=', lit(1)))
        .orderBy('position')
        .execute();
      return rows.map(reviewOf);
    },

    async forAlert(tx, alertId) {
      const rows = await queries(tx)
        .selectFrom('reviews')
        .select('document')
        .where('alert_id', '=', alertId)
        .orderBy('position')
        .execute();
      return rows.map(reviewOf);
    },

    async appliedTo(tx, subjectId) {
      const rows = await queries(tx)
        .selectFrom('reviews')
        .select('document')
        .where('subject_id', '=', subjectId)
        .where('applied_at', 'is not', null)
        .orderBy('applied_at', 'desc')
        .limit(mostApplied)
        .execute();
      return rows.map(reviewOf);
    },

    async consolesSwitched(tx) {
      const rows = await queries(tx)
        .selectFrom('reviews')
        .select('document')
        .where('kind', '=', 'console')
        .where('applied_at', 'is not', null)
        .orderBy('applied_at', 'desc')
        .limit(mostApplied)
        .execute();
      return rows.map(reviewOf);
    },

    async dueBefore(tx, at, limit) {
      const rows = await queries(tx)
        .selectFrom('reviews')
        .select('document')
        .where('due_at', '<=', at)
        .orderBy('due_at')
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(reviewOf);
    },

    async recordChange(tx, { reviewId, stepId, at }) {
      // A plan that is approved and applied once more counts once more: the cap is about changes, not about plans.
      await queries(tx)
        .insertInto('review_changes')
        .values({ review_id: reviewId, step_id: stepId, at })
        .onConflict((conflict) => conflict.columns(['review_id', 'step_id', 'at']).doNothing())
        .execute();
    },

    async countChanges(tx, since) {
      const { count } = await queries(tx)
        .selectFrom('review_changes')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('at', '>=', since)
        .executeTakeFirstOrThrow();
      return count;
    },

    async killSwitch(tx) {
      return (await state.get(tx, killSwitchKey))?.value as KillSwitch | undefined;
    },

    async setKillSwitch(tx, killSwitch) {
      await state.put(tx, killSwitchKey, killSwitch);
    },
  };
}

function columnsOf(review: Review): Omit<ReviewRow, 'id' | 'position'> {
  return {
    version: review.version,
    state: review.state,
    open: review.open ? 1 : 0,
    alert_id: review.alertId ?? null,
    due_at: review.dueAt ?? null,
    updated_at: review.updatedAt,
    subject_id: review.subject?.objectId ?? null,
    kind: review.kind ?? null,
    applied_at: review.appliedAt ?? null,
    document: JSON.stringify(review),
  };
}

function reviewOf({ document }: { readonly document: string }): Review {
  return JSON.parse(document) as Review;
}
