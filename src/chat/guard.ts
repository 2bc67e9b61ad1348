import { type AnyVerb, type CaseFacts, may } from '../core/access';
import type { Refusal } from '../core/outcome';
import type { Answer } from './ports';
import type { Ask } from './room';

/** The answer to somebody who may not, audited; undefined when they may. */
export async function refusedBy(
  { room, actor, incoming, now }: Ask,
  verb: AnyVerb,
  subject: string,
  about: CaseFacts = {},
): Promise<Answer | undefined> {
  const decision = may(actor, verb, about);
  if (decision.ok) return undefined;
  await room.uow.run((tx) =>
    room.audit.append(tx, {
      at: now,
      actor: actor.objectId,
      verb,
      subject,
      result: decision.reason,
      messageId: incoming.id,
    }),
  );
  return refused(decision);
}

const statuses: Readonly<Record<string, 403 | 404 | 409>> = {
  'no-role': 403,
  'own-case': 403,
  'roles-unreadable': 403,
  'not-asked': 403,
  'under-alert': 403,
  'too-new': 403,
  'no-restricted-channel': 409,
  'unknown-alert': 404,
  'unknown-review': 404,
  'unknown-mute': 404,
  'unknown-incident': 404,
};

/** A refusal as a private answer: what stands in the way and what to do about it. */
export function refused({ reason, message, remedy }: Refusal): Answer {
  return {
    kind: 'refused',
    status: statuses[reason] ?? 409,
    code: reason,
    message: remedy === undefined ? message : `${message} ${remedy}`,
  };
}
