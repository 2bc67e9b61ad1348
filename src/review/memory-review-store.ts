import { done, refuse } from '../core/outcome';
import type { KillSwitch, ReviewStore } from './ports';
import type { Review } from './review';

/** Reviews in memory, for tests and dry runs. It cannot roll back; the contract suite holds everything else to what the embedded store does. */
export function memoryReviewStore(): ReviewStore {
  // JSON, so that nobody changes a stored review by holding on to it; a Map keeps the order of creation.
  const reviews = new Map<string, string>();
  const changes = new Map<string, number>();
  let killSwitch: KillSwitch | undefined;

  const read = (json: string) => JSON.parse(json) as Review;
  const all = () => [...reviews.values()].map(read);

  return {
    async get(_tx, id) {
      const json = reviews.get(id);
      return json === undefined ? undefined : read(json);
    },
    async insert(_tx, review) {
      if (reviews.has(review.id)) return refuse('exists', `Review ${review.id} exists already.`);
      reviews.set(review.id, JSON.stringify(review));
      return done(undefined);
    },
    async replace(_tx, review, expectedVersion) {
      const json = reviews.get(review.id);
      if (json === undefined || read(json).version !== expectedVersion)
        return refuse(
          'changed',
          `Review ${review.id} was changed meanwhile.`,
          'Look at its current state and try again.',
        );
      reviews.set(review.id, JSON.stringify(review));
      return done(undefined);
    },
    listOpen: async () => all().filter(({ open }) => open),
    forAlert: async (_tx, alertId) => all().filter((review) => review.alertId === alertId),
    dueBefore: async (_tx, at, limit) =>
      all()
        .filter(({ dueAt }) => dueAt !== undefined && dueAt <= at)
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
        .slice(0, limit),
    async recordChange(_tx, { reviewId, stepId, at }) {
      const key = JSON.stringify([reviewId, stepId]);
      if (!changes.has(key)) changes.set(key, at);
    },
    countChanges: async (_tx, since) => [...changes.values()].filter((at) => at >= since).length,
    killSwitch: async () => killSwitch,
    async setKillSwitch(_tx, state) {
      killSwitch = state;
    },
  };
}
