import { done, refuse } from '../../core/outcome';
import { changeReview, type ReviewChange, system } from '../change-review';
import type { Context, ReviewEvent } from '../deps';
import { withNotice } from '../notices';
import type { Review } from '../review';
import { remindAfterMs, watchEveryMs } from './verify';

/** A change is felt within about this long: uses before that prove nothing. */
export const effectiveMs = 10 * 60_000;

/** What a finished review still owes: the 24-hour watch, the reminder that a console is off, the second signature. */
export async function afterCare(context: Context, review: Review): Promise<void> {
  const now = context.clock.now();
  const { watch, remindAt, approval } = review;
  const emergency = approval?.emergency;
  if (emergency && !emergency.second && !emergency.missed && now >= emergency.secondDueAt)
    await signatureMissing(context, review.id);
  if (remindAt !== undefined && now >= remindAt) await consoleStillOff(context, review);
  if (watch && !watch.closed && (review.dueAt ?? 0) <= now) await look(context, review);
  await again(context, review.id);
}

/** When a finished review is due next; undefined when it owes nothing more. */
export function nextCare({ watch, remindAt, approval, appliedAt }: Review): number | undefined {
  const emergency = approval?.emergency;
  const times = [
    ...(watch && !watch.closed ? [Math.min(watch.until, (watch.checkedAt ?? appliedAt ?? 0) + watchEveryMs)] : []),
    ...(remindAt === undefined ? [] : [remindAt]),
    ...(emergency && !emergency.second && !emergency.missed ? [emergency.secondDueAt] : []),
  ];
  return times.length === 0 ? undefined : Math.min(...times);
}

async function look(context: Context, { id, subject, appliedAt = 0, machines }: Review): Promise<void> {
  const now = context.clock.now();
  const logCompleteTo = context.logCompleteTo?.();
  const rows = subject
    ? await context.usage.usage({ principalIds: [subject.objectId], from: appliedAt + effectiveMs, to: now })
    : undefined;
  const watched = new Set(machines.map((machine) => machine.toLowerCase()));
  const seenAt = rows?.ok
    ? rows.value.find(({ resourceId, lastConsoleAt }) => lastConsoleAt !== undefined && watched.has(resourceId))
        ?.lastConsoleAt
    : undefined;
  await care(context, id, 'review.watch', (review) => {
    const { watch } = review;
    if (!watch || watch.closed) return undefined;
    // An unreadable log closes nothing: the next look counts, unless the day is over, and then the card says to where the log was read.
    const read = rows?.ok
      ? { checkedAt: now, ...(logCompleteTo === undefined ? {} : { logCompleteTo }) }
      : { checkedAt: now };
    const seen = watch.seenAt ?? seenAt;
    const closed = now >= watch.until;
    const next = { ...watch, ...read, ...(seen === undefined ? {} : { seenAt: seen }), ...(closed ? { closed } : {}) };
    const event: ReviewEvent = closed
      ? 'watch-closed'
      : seen !== undefined && watch.seenAt === undefined
        ? 'seen-again'
        : 'progress';
    return { review: { ...review, watch: next }, event, result: seen === undefined ? 'quiet' : 'seen' };
  });
}

async function consoleStillOff(context: Context, { id, approval }: Review): Promise<void> {
  const off: string[] = [];
  for (const { change } of approval?.plan.changes ?? []) {
    if (change.kind !== 'console') continue;
    const status = await context.consoleSwitch.status(change.subscriptionId);
    // Not readable counts as still off: a reminder too many costs nothing.
    if (!status.ok || status.value.disabled) off.push(change.subscriptionId);
  }
  await care(context, id, 'review.remind', (review) => {
    const { remindAt: _, ...rest } = review;
    if (off.length === 0) return { review: rest, event: 'progress', result: 'on-again' };
    const now = context.clock.now();
    const text = `the serial console is still off in ${off.length === 1 ? off[0] : `${off.length} subscriptions`}`;
    const noted = withNotice(rest, {
      at: now,
      code: 'console-still-off',
      text,
      next: 'turn it on by undo, with its own approval',
    });
    return { review: { ...noted, remindAt: now + remindAfterMs }, event: 'console-still-off', result: 'off' };
  });
}

async function signatureMissing(context: Context, id: string): Promise<void> {
  await care(context, id, 'review.second-signature', (review) => {
    const { approval } = review;
    if (!approval?.emergency || approval.emergency.second || approval.emergency.missed) return undefined;
    const emergency = { ...approval.emergency, missed: true };
    return {
      review: { ...review, approval: { ...approval, emergency } },
      event: 'second-signature-missing',
      result: 'missing',
    };
  });
}

async function again(context: Context, id: string): Promise<void> {
  await care(context, id, 'review.care', (review) => {
    const { dueAt: _, ...rest } = review;
    const dueAt = nextCare(review);
    return { review: dueAt === undefined ? rest : { ...rest, dueAt }, event: 'progress', quiet: true };
  });
}

async function care(
  context: Context,
  id: string,
  verb: string,
  next: (review: Review) => Omit<ReviewChange, 'actor' | 'verb'> | undefined,
): Promise<void> {
  await changeReview<'nothing'>(context, id, (review) => {
    const change = next(review);
    return change ? done({ ...change, actor: system, verb }) : refuse('nothing', `${id} owes nothing`);
  });
}
