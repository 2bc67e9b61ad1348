import { done, type Outcome, refuse } from '../../core/outcome';
import { isGuid, type Principal } from '../../core/principal';
import { subscriptionOf } from '../../core/resource-id';
import type { AzureOutcome } from '../azure-outcome';
import { record } from '../change-review';
import type { Context } from '../deps';
import { mapLimited } from '../exposure/limited';
import { withNotice } from '../notices';
import { consoleCommand } from '../plan/commands';
import type { Item } from '../plan/plan';
import type { Actor, Review } from '../review';
import { notAboutYourself } from '../separation';
import { blank, insert } from './start';

export interface ContainConsole {
  readonly alertId?: string;
  /** The alert's principal: has no vote. */
  readonly subject?: Principal;
  readonly subscriptionIds: readonly string[];
  readonly machines: readonly string[];
  readonly requester: Actor;
  readonly messageId?: string;
}

export type ContainRefusal = 'subject' | 'no-subscription' | 'unreadable' | 'already-off';

const weekMs = 7 * 86_400_000;

/** Console off for every subscription of an alert, as one plan with what it would stop. State `proposed`; approval as for any plan. */
export async function containConsole(
  context: Context,
  request: ContainConsole,
): Promise<Outcome<Review, ContainRefusal>> {
  const own = notAboutYourself(request.subject?.objectId, request.requester);
  if (!own.ok) return own;
  const ids = [...new Set(request.subscriptionIds.map((id) => id.toLowerCase()))].filter(isGuid);
  if (ids.length === 0) return refuse('no-subscription', 'the alert names no subscription');
  const now = context.clock.now();
  const [statuses, machines, usage] = await Promise.all([
    mapLimited(ids, 4, (id) => context.consoleSwitch.status(id)),
    mapLimited(ids, 4, (id) => context.reader.machines(id)),
    context.usage.usage({ principalIds: [], from: now - weekMs, to: now }),
  ]);
  const unread = statuses.find((status) => !status.ok);
  if (unread && !unread.ok) {
    return refuse(
      'unreadable',
      `the console's state could not be read: ${unread.message}`,
      'use the commands on the card',
    );
  }
  const users = (id: string) =>
    usage.ok
      ? [...new Set(usage.value.filter((row) => subscriptionOf(row.resourceId) === id).map((row) => row.principalId))]
      : undefined;
  const items = ids.flatMap((id, index): Item[] => {
    const status = statuses[index];
    return status?.ok && !status.value.disabled ? [offItem(`i${index + 1}`, id, machines[index], users(id))] : [];
  });
  if (items.length === 0) return refuse('already-off', 'the serial console is off in all of them already');
  return context.uow.run(async (tx) => {
    const created: Review = {
      ...blank(await context.ids.reviewId(tx), request.requester, now),
      kind: 'console',
      state: 'proposed',
      ...(request.alertId === undefined ? {} : { alertId: request.alertId }),
      ...(request.subject ? { subject: request.subject } : {}),
      machines: request.machines,
      subscriptions: ids,
      items,
    };
    const review = usage.ok
      ? created
      : withNotice(created, {
          at: now,
          code: 'usage',
          text: `who used the console this week is not known: ${usage.message}`,
        });
    await insert(context, tx, review);
    const trail = { actor: request.requester.objectId, verb: 'review.contain' };
    const details = { alert: request.alertId ?? null, subscriptions: items.length };
    const message = request.messageId === undefined ? {} : { messageId: request.messageId };
    await record(context, tx, review, { event: 'proposed', ...trail, ...message, details });
    return done(review);
  });
}

function offItem(
  id: string,
  subscriptionId: string,
  machines: AzureOutcome<readonly string[]> | undefined,
  users: readonly string[] | undefined,
): Item {
  const count = machines?.ok ? machines.value.length : undefined;
  return {
    id,
    action: 'console-off',
    pathIds: [],
    ticked: true,
    reason:
      'nobody in the subscription can open a serial console while it is off; sessions that are open may stay open, and a shell stays logged in',
    change: { kind: 'console', subscriptionId, disabled: true, was: false },
    leaves: 'no',
    effects: {
      ...(count === undefined ? {} : { machinesNow: count, machinesAfter: 0 }),
      locks: [],
      undo: 'restores',
      undoText: 'undo turns it on again, with its own approval; until then there is a reminder',
      ...(users === undefined ? {} : { consoleUsers: users }),
    },
    commands: [consoleCommand(subscriptionId, true)],
  };
}
