import { refuse } from '../../../core/outcome';
import type { PrincipalType } from '../../../core/principal';
import type { SweepHolder } from '../../../review/sweep/sweep';
import { refused, refusedBy } from '../../guard';
import type { Answer } from '../../ports';
import { replies } from '../../words/replies';
import type { PressAsk } from '../press';
import { inSentences } from './review-press';

/** Machines one review looks at; each costs a handful of ARM calls. */
const mostMachines = 20;

/**
 * A review without an alert, of somebody the sweep found: one machine for each of their ways in, over all subscriptions. Its card goes to whoever
 * asked, in person, since there is no thread to put it in.
 */
export async function startSweptReview(ask: PressAsk, wanted: (holder: SweepHolder) => boolean): Promise<Answer> {
  const { room, actor, incoming } = ask;
  const swept = await room.reviews.acts.sweep();
  if (!swept.ok) return refused(inSentences(swept));
  const first = swept.value.unused.find((holder) => !isGroup(holder) && wanted(holder));
  if (first === undefined) return refused(notFound);
  const { principalId } = first;
  const denied = await refusedBy(ask, 'request-review', principalId, { subjectId: principalId });
  if (denied !== undefined) return denied;
  const ways = swept.value.unused.filter((holder) => holder.principalId === principalId).flatMap((one) => one.ways);
  const machines = [...new Map(ways.map(({ machine }) => [machine.toLowerCase(), machine])).values()];
  const outcome = await room.reviews.acts.start({
    principal: {
      objectId: principalId,
      displayName: first.userPrincipalName ?? first.name ?? principalId,
      type: typeOf(first),
    },
    machines: machines.slice(0, mostMachines),
    note: replies.sampled(Math.min(machines.length, mostMachines), machines.length),
    requester: { objectId: actor.objectId, name: actor.name },
    messageId: incoming.id,
  });
  if (!outcome.ok) return refused(inSentences(outcome));
  room.kick();
  return { kind: 'words', text: replies.sweptReview(outcome.value.id), private: true };
}

const notFound = refuse(
  'principal-unknown',
  'There is no alert about them, and the sweep does not name them among those who could use the console and have not.',
  '`recent 90d <name>` lists their alerts; `review subscription` lists the others.',
);

/** Azure lists assignments of a person with their groups', but not of a group with its members: members are reviewed one by one. */
export const isGroup = ({ type }: Pick<SweepHolder, 'type'>): boolean => /group/i.test(type);

function typeOf({ type }: SweepHolder): PrincipalType {
  if (/^user$/i.test(type)) return 'user';
  return /^serviceprincipal$/i.test(type) ? 'servicePrincipal' : 'unknown';
}
