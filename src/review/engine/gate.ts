import { done, type Outcome, refuse } from '../../core/outcome';
import type { Tx } from '../../core/unit-of-work';
import type { Context } from '../deps';
import { countWrites, type Plan } from '../plan/plan';

export type GateRefusal = 'apply-off' | 'kill-switch' | 'too-many-changes';

const hourMs = 3_600_000;

/** May anything be written at all? Asked before approval is asked, before a vote counts, and before each write. */
export async function gate(context: Context, tx: Tx): Promise<Outcome<void, 'apply-off' | 'kill-switch'>> {
  if (!context.writer) {
    return refuse(
      'apply-off',
      'this installation has no writer identity, so nothing is applied',
      'use the commands on the card, or have an administrator set WRITER_CLIENT_ID',
    );
  }
  if (context.policy.review.killSwitch) {
    return refuse(
      'kill-switch',
      'changes are stopped by the kill switch in the policy file',
      'use the commands on the card',
    );
  }
  const thrown = await context.store.killSwitch(tx);
  if (thrown?.on) {
    return refuse(
      'kill-switch',
      `changes are stopped: ${thrown.by} threw the kill switch ("${thrown.reason}")`,
      'an administrator and a second person can release it',
    );
  }
  return done(undefined);
}

/** Room under the changes-an-hour cap for the whole plan; half a plan is never begun. */
export async function room(context: Context, tx: Tx, plan: Plan): Promise<Outcome<void, 'too-many-changes'>> {
  const cap = context.policy.review.changesPerHour;
  const wanted = countWrites(plan);
  if (wanted > cap) {
    return refuse(
      'too-many-changes',
      `the plan needs ${wanted} changes, and ${cap} an hour are allowed`,
      'untick some items',
    );
  }
  const used = await context.store.countChanges(tx, context.clock.now() - hourMs);
  return used + wanted <= cap
    ? done(undefined)
    : refuse(
        'too-many-changes',
        `${used} of ${cap} changes were made in the last hour, and the plan needs ${wanted}`,
        'it waits by itself',
      );
}
