import type { Role } from '../../core/access';
import { reasonIn } from '../grammar';
import { refused, refusedBy } from '../guard';
import type { Answer, MessageIn } from '../ports';
import { inSentences } from '../presses/review/review-press';
import type { Ask } from '../room';
import { killSwitchWords } from '../words/kill-switch';
import { type Command, words } from './command';

/** Stops every change of every review at once; alerts, readings and commands go on. */
export const killSwitch: Command = {
  id: 'killswitch',
  args: '[on|off because …]',
  summary: 'stop all changes of permissions at once, or let them go on',
  examples: [
    'killswitch',
    'killswitch on because the writer behaves oddly',
    'killswitch off because it was a false alarm',
  ],
  needs: 'read',
  effect: 'changes',
  async run(ask, args) {
    const [word = '', ...rest] = args.trim().split(' ');
    const { reason } = reasonIn(rest.join(' '));
    if (/^on$/i.test(word)) return throwIt(ask, reason);
    if (/^(off|release)$/i.test(word)) return release(ask, reason);
    const state = await ask.room.uow.run((tx) => ask.room.reviews.killSwitch(tx));
    return words(killSwitchWords.state(state, ask.room.policy().review.killSwitch, ask.now), true);
  },
};

async function throwIt(ask: Ask<MessageIn>, reason: string): Promise<Answer> {
  const denied = await refusedBy(ask, 'throw-kill-switch', 'kill-switch');
  if (denied !== undefined) return denied;
  const { room, actor, incoming } = ask;
  const who = { objectId: actor.objectId, name: actor.name };
  const outcome = await room.reviews.acts.throwKillSwitch({ actor: who, reason, messageId: incoming.id });
  if (!outcome.ok) return refused(inSentences(outcome));
  room.kick();
  return words(killSwitchWords.thrown(outcome.value), true);
}

/** The first of the two who release it, kept until the second comes. */
interface Wish {
  readonly objectId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly until: number;
}

const wishKey = 'chat.kill-switch-release';
const wishMs = 30 * 60_000;

/** Two people, one of them an administrator: the first asks, the second repeats it within half an hour. */
async function release(ask: Ask<MessageIn>, reason: string): Promise<Answer> {
  const { room, actor, incoming, now } = ask;
  const verb = actor.roles.includes('admin') ? 'release-kill-switch' : 'throw-kill-switch';
  const denied = await refusedBy(ask, verb, 'kill-switch');
  if (denied !== undefined) return denied;
  const thrown = await room.uow.run((tx) => room.reviews.killSwitch(tx));
  if (!thrown?.on) return words(killSwitchWords.state(thrown, room.policy().review.killSwitch, now), true);
  if (reason === '') return words(killSwitchWords.needsReason, true);
  const first = await room.uow.run(async (tx) => {
    const entry = await room.state.get(tx, wishKey);
    const wish = entry?.value as Wish | undefined;
    const other = wish !== undefined && wish.until > now && wish.objectId !== actor.objectId ? wish : undefined;
    if (other !== undefined && [...other.roles, ...actor.roles].includes('admin')) return other;
    const own: Wish = { objectId: actor.objectId, name: actor.name, roles: actor.roles, until: now + wishMs };
    await room.state.put(tx, wishKey, own);
    await room.audit.append(tx, {
      at: now,
      actor: actor.objectId,
      verb: 'kill-switch.ask-release',
      subject: 'kill-switch',
      result: 'waits-for-second',
      messageId: incoming.id,
    });
    return undefined;
  });
  if (first === undefined) return words(killSwitchWords.releaseAsked(actor.name, now + wishMs));
  const outcome = await room.reviews.acts.releaseKillSwitch({
    actor: { objectId: actor.objectId, name: actor.name },
    second: { objectId: first.objectId, name: first.name },
    reason,
    messageId: incoming.id,
  });
  if (!outcome.ok) return refused(inSentences(outcome));
  await room.uow.run((tx) => room.state.remove(tx, wishKey));
  room.kick();
  return words(killSwitchWords.released(outcome.value), true);
}
