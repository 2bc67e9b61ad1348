import type { AccessPath, Exposure } from '../exposure/exposure';
import { pathsIn } from '../exposure/exposure';
import { sameGrant } from '../exposure/holdings';
import { withNotice } from '../notices';
import type { Plan, Removal } from '../plan/plan';
import type { Proof, Review } from '../review';
import { move } from '../transitions';
import { whole } from './progress';
import { pollMs } from './step-result';

export const watchMs = 24 * 3_600_000;
export const watchEveryMs = 3_600_000;
/** Console off: reminded after this long that it still is. */
export const remindAfterMs = 4 * 3_600_000;

/** The exposure after the change, held against the plan. */
export function proofOf(review: Review, exposure: Exposure): Proof {
  const left = pathsIn(exposure);
  return {
    readAt: exposure.readAt,
    pathsBefore: review.pathsNow ?? 0,
    pathsNow: left.length,
    left: left.map(({ id, role, scope, verdict, kind }) => ({
      id,
      role: role.name,
      scope,
      verdict,
      ...(kind === 'pim-eligible' ? { eligible: true } : {}),
    })),
    stillListed: stillListed(review, exposure.paths),
    complete: exposure.unread.length === 0,
  };
}

/** Removals that were carried out and are listed all the same. */
function stillListed({ approval, steps }: Review, paths: readonly AccessPath[]): readonly string[] {
  const removed = (approval?.plan ?? ({ changes: [] } as Pick<Plan, 'changes'>)).changes.flatMap(
    ({ itemId, change }) =>
      change.kind === 'console'
        ? []
        : change.removals.filter((_, index) =>
            steps.some((s) => s.itemId === itemId && s.kind === 'remove' && s.index === index && s.state === 'done'),
          ),
  );
  return paths.filter((path) => removed.some((removal) => isOf(removal, path))).map(({ id }) => id);
}

function isOf({ kind, snapshot }: Removal, path: AccessPath): boolean {
  if (snapshot.id.toLowerCase() === path.id) return true;
  const grant = { scope: path.scope, roleDefinitionId: path.role.id, principalId: path.holder.id };
  return kind === 'pim' && path.kind === `pim-${snapshot.kind}` && sameGrant(snapshot, grant);
}

/** The verdict on the whole review: proved, not proved yet, or the end of the five minutes. */
export function afterReading(review: Review, proof: Proof, now: number): Review {
  const read: Review = { ...review, proof };
  if (proof.complete && proof.stillListed.length === 0) return concluded(read, now);
  const why = proof.complete
    ? `${proof.stillListed.length} removed grants are still listed`
    : 'not every machine could be read again';
  return undecided(read, why, now);
}

/** No reading yet: once more until the five minutes are over, then the doubt is said. */
export function undecided(review: Review, why: string, now: number): Review {
  if (now < (review.verifyUntil ?? 0)) return { ...review, dueAt: now + pollMs };
  const doubt = move(review, 'doubt');
  if (!doubt.ok) return review;
  const noted = withNotice(doubt.value, {
    at: now,
    code: 'unproved',
    text: `the change was made, but five minutes later it is not proved: ${why}`,
    next: 'read it again in a while, or look at the scope in the portal',
  });
  const { dueAt: _, ...rest } = noted;
  return rest;
}

/** Proved when the whole plan was carried out; else the parts that were are proved and the review says which were not. */
export function concluded(review: Review, now: number): Review {
  const end = move(review, whole(review) ? 'prove' : 'fail');
  if (!end.ok) return review;
  const { remindAt: _, ...rest } = end.value;
  const off = review.approval?.plan.changes.some(({ change }) => change.kind === 'console' && change.disabled);
  if (off) return { ...rest, remindAt: now + remindAfterMs, dueAt: now + remindAfterMs };
  if (review.kind !== 'permissions') {
    const { dueAt: __, ...done } = rest;
    return done;
  }
  return { ...rest, watch: { until: (review.appliedAt ?? now) + watchMs }, dueAt: now + watchEveryMs };
}
