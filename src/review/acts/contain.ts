import { done, type Outcome, refuse } from '../../core/outcome';
import { isGuid, type Principal } from '../../core/principal';
import { record } from '../change-review';
import type { Context } from '../deps';
import { readAccount } from '../exposure/account';
import { withNotice } from '../notices';
import { consoleCommand } from '../plan/commands';
import type { Item } from '../plan/plan';
import type { Actor, Review } from '../review';
import { notAboutYourself } from '../separation';
import { type ConsoleFacts, containmentFacts } from './containment-facts';
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
  const subjectId = request.subject?.objectId;
  const [facts, account] = await Promise.all([
    containmentFacts(context, { subscriptionIds: ids, ...(subjectId === undefined ? {} : { subjectId }) }),
    request.subject && isGuid(request.subject.objectId) ? readAccount(context.directory, request.subject) : undefined,
  ]);
  const unread = facts.consoles.map(({ status }) => status).find((status) => !status.ok);
  if (unread && !unread.ok) {
    return refuse(
      'unreadable',
      `the console's state could not be read: ${unread.message}`,
      'use the commands on the card',
    );
  }
  const items = facts.consoles.flatMap((facing, index): Item[] =>
    facing.status.ok && !facing.status.value.disabled ? [offItem(`i${index + 1}`, facing)] : [],
  );
  if (items.length === 0) return refuse('already-off', 'the serial console is off in all of them already');
  return context.uow.run(async (tx) => {
    const created: Review = {
      ...blank(await context.ids.reviewId(tx), request.requester, now),
      kind: 'console',
      state: 'proposed',
      ...(request.alertId === undefined ? {} : { alertId: request.alertId }),
      ...(request.subject ? { subject: request.subject } : {}),
      ...(account === undefined ? {} : { account }),
      machines: request.machines,
      subscriptions: ids,
      items,
    };
    const { usersUnread } = facts;
    const review =
      usersUnread === undefined
        ? created
        : withNotice(created, {
            at: now,
            code: 'usage',
            text: `who used the console this week is not known: ${usersUnread}`,
          });
    await insert(context, tx, review);
    const trail = { actor: request.requester.objectId, verb: 'review.contain' };
    const details = { alert: request.alertId ?? null, subscriptions: items.length };
    const message = request.messageId === undefined ? {} : { messageId: request.messageId };
    await record(context, tx, review, { event: 'proposed', ...trail, ...message, details });
    return done(review);
  });
}

function offItem(id: string, { subscriptionId, machines, users }: ConsoleFacts): Item {
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
      ...(machines === undefined ? {} : { machinesNow: machines, machinesAfter: 0 }),
      locks: [],
      undo: 'restores',
      undoText: 'undo turns it on again, with its own approval; until then there is a reminder',
      ...(users === undefined ? {} : { consoleUsers: users }),
    },
    commands: [consoleCommand(subscriptionId, true)],
  };
}
