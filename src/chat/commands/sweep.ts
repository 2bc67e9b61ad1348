import { sweepCsv } from '../files/sweep-csv';
import { refused } from '../guard';
import { sweptSubscriptions } from '../lists/sweep';
import type { Answer, MessageIn } from '../ports';
import { inSentences } from '../presses/review/review-press';
import type { Ask } from '../room';
import { replies } from '../words/replies';
import { type Command, words } from './command';
import { firstPage } from './lists';

export const reviewSubscription: Command = {
  id: 'review subscription',
  args: '[file | <person> | <subscription>]',
  summary:
    'everyone who could use the console, or run commands without it, and has not in 90 days; a file in the personal chat',
  examples: ['review subscription', 'review subscription file', 'review subscription prod-01'],
  needs: 'request-review',
  effect: 'reads',
  async run(ask, args) {
    const asFile = args.trim().toLowerCase() === 'file';
    await record(ask, asFile);
    if (!asFile) return firstPage(sweptSubscriptions, ask, args);
    return ask.incoming.place.kind === 'personal' ? offer(ask) : words(replies.sweepElsewhere, true);
  },
};

async function offer({ room, now }: Ask<MessageIn>): Promise<Answer> {
  const outcome = await room.reviews.acts.sweep();
  if (!outcome.ok) return refused(inSentences(outcome));
  const { unused } = outcome.value;
  if (unused.length === 0) return words(replies.sweepEmpty, true);
  return {
    kind: 'file',
    offer: {
      name: `serial-console-unused-access-${new Date(now).toISOString().slice(0, 10)}.csv`,
      description: replies.sweepOffer(unused.length),
      bytes: Buffer.byteLength(sweepCsv(outcome.value, room.subscriptionNames())),
      context: { offer: 'sweep' },
    },
  };
}

/** Who could get in is worth knowing to an attacker too: asking for it is on the record. */
async function record({ room, actor, incoming, now }: Ask<MessageIn>, asFile: boolean): Promise<void> {
  await room.uow.run((tx) =>
    room.audit.append(tx, {
      at: now,
      actor: actor.objectId,
      verb: 'sweep',
      subject: 'subscriptions',
      result: 'done',
      messageId: incoming.id,
      details: { as: asFile ? 'offer' : 'list' },
    }),
  );
}
