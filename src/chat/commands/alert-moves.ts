import type { Alert } from '../../alerts/alert';
import { type Disposition, dispositions } from '../../alerts/alert';
import type { AlertAction } from '../../alerts/transitions';
import type { Verb } from '../../core/access';
import { nearestName } from '../../core/nearest';
import { reasonIn, splitAlertIds } from '../grammar';
import { moveAlert, nextLevel, stamp } from '../moves';
import type { Answer, MessageIn } from '../ports';
import type { Ask } from '../room';
import { replies } from '../words/replies';
import { type Command, words } from './command';

/** Runs one action over several alerts; each refusal is named, none stops the others. */
async function moveMany(
  ask: Ask<MessageIn>,
  ids: readonly string[],
  verb: Verb,
  actionFor: (alert: Alert) => AlertAction,
  said: (alert: Alert) => string,
): Promise<Answer> {
  const lines: string[] = [];
  for (const id of ids) {
    const { answer, alert } = await moveAlert(ask, id, verb, actionFor);
    if (alert !== undefined) lines.push(said(alert));
    else if (answer?.kind === 'refused') lines.push(`${id}: ${answer.message}`);
  }
  return words(lines.join('\n\n'));
}

/** A command that needs alerts and nothing else: no reason, no person. */
function plainMove({
  id,
  action,
  said,
  ...rest
}: Pick<Command, 'id' | 'summary' | 'menuRank'> & {
  readonly action: 'acknowledge' | 'release' | 'investigate';
  readonly said: (alert: Alert) => string;
}): Command {
  const example = `${id} A-12`;
  return {
    id,
    args: 'A-12 [A-13 …]',
    examples: [example],
    needs: action,
    effect: 'changes',
    ...rest,
    async run(ask, args) {
      const { ids } = splitAlertIds(args);
      if (ids.length === 0) return words(replies.needsAlert(example), true);
      return moveMany(ask, ids, action, () => ({ kind: action, by: stamp(ask) }), said);
    },
  };
}

export const ack = plainMove({
  id: 'ack',
  action: 'acknowledge',
  summary: 'take alerts: you have them, timers stop',
  menuRank: 4,
  said: replies.acknowledged,
});

export const release = plainMove({
  id: 'release',
  action: 'release',
  summary: 'give alerts back: they are open again',
  said: replies.released,
});

export const assign: Command = {
  id: 'assign',
  args: 'A-12 to @person',
  summary: 'give alerts to another responder',
  examples: ['assign A-12 to @Mia'],
  needs: 'assign',
  effect: 'changes',
  async run(ask, args) {
    const { ids } = splitAlertIds(args);
    const to = ask.incoming.mentions.find((person) => person.objectId !== undefined);
    if (ids.length === 0 || to?.objectId === undefined) return words(replies.needsAlert('assign A-12 to @Mia'), true);
    const target = { objectId: to.objectId.toLowerCase(), name: to.name };
    const receiver = await ask.room.actorOf({ ...target, tenantId: ask.incoming.caller.tenantId });
    if (!receiver.roles.some((role) => role === 'responder' || role === 'admin'))
      return words(replies.notAResponder(to.name), true);
    return moveMany(ask, ids, 'assign', () => ({ kind: 'assign', by: stamp(ask), to: target }), replies.assigned);
  },
};

export const escalate: Command = {
  id: 'escalate',
  args: 'A-12 because …',
  summary: 'call the next level now, with a reason',
  examples: ['escalate A-12 because domain controller'],
  needs: 'escalate',
  effect: 'changes',
  menuRank: 6,
  async run(ask, args) {
    const { ids, rest } = splitAlertIds(args);
    if (ids.length === 0) return words(replies.needsAlert('escalate A-12 because domain controller'), true);
    const { reason } = reasonIn(rest);
    return moveMany(
      ask,
      ids,
      'escalate',
      (alert) => ({ kind: 'escalate', by: stamp(ask), at: ask.now, reason, ...nextLevel(ask, alert) }),
      replies.escalated,
    );
  },
};

export const resolve: Command = {
  id: 'resolve',
  args: 'A-12 [A-13 …] malicious|benign|misconfiguration|false-positive because …',
  summary: 'close alerts with a verdict and a sentence',
  examples: [
    'resolve A-12 benign because broken fstab, change 4711',
    'resolve A-12 A-13 malicious because stolen account',
  ],
  needs: 'resolve',
  effect: 'changes',
  menuRank: 5,
  async run(ask, args) {
    const { ids, rest } = splitAlertIds(args);
    const { before, reason } = reasonIn(rest);
    const word = before.split(' ')[0] ?? '';
    const disposition = dispositionOf(word);
    if (ids.length === 0) return words(replies.needsAlert('resolve A-12 benign because broken fstab'), true);
    if (disposition === undefined) return words(replies.needsDisposition(word), true);
    return moveMany(
      ask,
      ids,
      'resolve',
      () => ({ kind: 'resolve', by: stamp(ask), disposition, sentence: reason }),
      replies.resolved,
    );
  },
};

/** `benign` and `expected` are one verdict; small slips are forgiven, since the reply repeats what was understood. */
export function dispositionOf(word: string): Disposition | undefined {
  const typed = word.toLowerCase().replace(/[_ ,]+/g, '-');
  if (typed === '') return undefined;
  if (typed === 'benign' || typed === 'expected') return 'benign-expected';
  const nearest = nearestName(typed, dispositions);
  return dispositions.find((known) => known === nearest);
}

export const reopen: Command = {
  id: 'reopen',
  args: 'A-12 because …',
  summary: 'open a resolved alert again',
  examples: ['reopen A-12 because it came back'],
  needs: 'reopen',
  effect: 'changes',
  async run(ask, args) {
    const { ids, rest } = splitAlertIds(args);
    if (ids.length === 0) return words(replies.needsAlert('reopen A-12 because it came back'), true);
    const reason = reasonIn(rest).reason || `by ${ask.actor.name}`;
    return moveMany(
      ask,
      ids,
      'reopen',
      () => ({ kind: 'reopen', by: stamp(ask), at: ask.now, reason }),
      replies.reopened,
    );
  },
};

export const investigate = plainMove({
  id: 'investigate',
  action: 'investigate',
  summary: 'read the log around alerts again; the answer comes into their threads',
  said: replies.investigating,
});

export const note: Command = {
  id: 'note',
  args: 'A-12 …',
  summary: 'write a note into the record',
  examples: ['note A-12 called Rob, no answer'],
  needs: 'note',
  effect: 'changes',
  async run(ask, args) {
    const { ids, rest } = splitAlertIds(args);
    if (ids.length === 0) return words(replies.needsAlert('note A-12 called Rob, no answer'), true);
    return moveMany(ask, ids, 'note', () => ({ kind: 'note', by: stamp(ask), text: rest }), replies.noted);
  },
};
