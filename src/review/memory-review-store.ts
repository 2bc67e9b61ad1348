import { done, refuse } from '../core/outcome';
import type { KillSwitch, ReviewStore } from './ports';
import type { Review } from './review';

/** Reviews in memory: for local use and tests. Documents are copied in and out, as a database would. No rollback: pair it with a unit of work that has none. */
export function memoryReviewStore(): ReviewStore {
  const reviews = new Map<string, Review>();
  const changes: number[] = [];
  let kill: KillSwitch | undefined;
  const all = () => [...reviews.values()].map((review) => structuredClone(review));
  const applied = () =>
    all()
      .filter(({ appliedAt }) => appliedAt !== undefined)
      .sort((a, b) => (b.appliedAt ?? 0) - (a.appliedAt ?? 0));
  return {
    async get(_tx, id) {
      const review = reviews.get(id);
      return review ? structuredClone(review) : undefined;
    },
    async insert(_tx, review) {
      if (reviews.has(review.id)) return refuse('exists', `${review.id} exists`);
      reviews.set(review.id, structuredClone(review));
      return done(undefined);
    },
    async replace(_tx, review, expectedVersion) {
      if (reviews.get(review.id)?.version !== expectedVersion) return refuse('changed', `${review.id} has changed`);
      reviews.set(review.id, structuredClone(review));
      return done(undefined);
    },
    listOpen: async () => all().filter(({ open }) => open),
    forAlert: async (_tx, alertId) => all().filter((review) => review.alertId === alertId),
    appliedTo: async (_tx, subjectId) => applied().filter(({ subject }) => subject?.objectId === subjectId),
    consolesSwitched: async () => applied().filter(({ kind }) => kind === 'console'),
    async dueBefore(_tx, at, limit) {
      const due = all().filter(({ dueAt }) => dueAt !== undefined && dueAt <= at);
      return due.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)).slice(0, limit);
    },
    async recordChange(_tx, { at }) {
      changes.push(at);
    },
    countChanges: async (_tx, since) => changes.filter((at) => at >= since).length,
    killSwitch: async () => kill,
    async setKillSwitch(_tx, state) {
      kill = state;
    },
  };
}
