import { done, type Outcome, refuse } from '../../core/outcome';
import { changeReview, system } from '../change-review';
import type { Context } from '../deps';
import { type Exposure, pathsIn } from '../exposure/exposure';
import { type ExposureRefusal, readExposure } from '../exposure/read-exposure';
import { withNotice } from '../notices';
import { curatedRoles, readFacts } from '../proposal/facts';
import { pathsLeft, propose } from '../proposal/propose';
import type { ProposalRules } from '../proposal/rules';
import type { Review } from '../review';
import { move } from '../transitions';

/** Another engine may take an unfinished reading up after this long. */
export const readingMs = 90_000;

/** Reads the exposure of a review in state `reading` and makes the proposal. Harmless to do twice. */
export async function readReview(context: Context, review: Review): Promise<void> {
  const postponed = await changeReview<'wrong-state'>(context, review.id, (current) =>
    current.state === 'reading'
      ? done({
          review: { ...current, dueAt: context.clock.now() + readingMs },
          event: 'progress',
          actor: system,
          verb: 'review.read',
          quiet: true,
        })
      : refuse('wrong-state', `${current.id} is read already`),
  );
  if (!postponed.ok) return;
  const exposure = await exposureFor(context, review, true);
  if (!exposure.ok) {
    await changeReview<'wrong-state'>(context, review.id, (current) => {
      const failed = move(current, 'fail');
      if (!failed.ok) return failed;
      const { dueAt: _, ...rest } = failed.value;
      const notice = {
        at: context.clock.now(),
        code: exposure.reason,
        text: exposure.message,
        next: exposure.remedy ?? '',
      };
      return done({
        review: withNotice(rest, notice),
        event: 'failed',
        actor: system,
        verb: 'review.read',
        result: exposure.reason,
      });
    });
    return;
  }
  const facts = await readFacts(context, exposure.value);
  const items = propose(exposure.value, facts, await rulesFor(context, review.id));
  await changeReview<'wrong-state'>(context, review.id, (current) => {
    const proposed = move(current, 'propose');
    if (!proposed.ok) return proposed;
    const { dueAt: _, ...rest } = proposed.value;
    const pathsNow = pathsIn(exposure.value).length;
    const { account } = exposure.value;
    const read = { ...rest, ...(account === undefined ? {} : { account }), exposure: exposure.value, items };
    return done({
      review: { ...read, pathsNow, pathsLeft: pathsLeft(exposure.value, items) },
      event: 'proposed',
      actor: system,
      verb: 'review.read',
      details: { pathsNow, items: items.length },
    });
  });
}

/** The exposure of a review's subject on its machines; `withUsage` false for proofs. */
export async function exposureFor(
  context: Context,
  review: Review,
  withUsage: boolean,
): Promise<Outcome<Exposure, ExposureRefusal>> {
  if (!review.subject) return refuse('principal-unknown', `${review.id} is about no principal`);
  const { subject: principal, machines, evidence, usageUntil, subscriptions } = review;
  const request = {
    principal,
    machines,
    evidence,
    usageUntil,
    subscriptions: withUsage ? subscriptions : [],
    withUsage,
  };
  return readExposure(context, request, context.clock.now());
}

/** Guards and writer's rights as they are now. */
export async function rulesFor(context: Context, reviewId: string): Promise<ProposalRules> {
  const { guards, policy } = context;
  const approvers = typeof guards.approvers === 'function' ? await guards.approvers() : guards.approvers;
  return {
    reviewId,
    botObjectIds: lower(guards.botObjectIds),
    approvers: lower(approvers),
    breakGlass: lower([...guards.breakGlass, ...policy.breakGlass]),
    mayCreate: lower(guards.mayCreate ?? curatedRoles),
    ...(guards.mayRemove ? { mayRemove: lower(guards.mayRemove) } : {}),
  };
}

function lower(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.map((id) => id.toLowerCase()));
}
