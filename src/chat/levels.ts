import type { EscalationLevel, Policy } from '../core/policy';
import { onDuty } from '../core/rotation';

/** The escalation levels in force: the policy's, or one level that is all responders. */
export function levelsOf(policy: Policy, responders: readonly string[]): readonly EscalationLevel[] {
  return policy.escalation.length > 0 ? policy.escalation : [{ name: 'Responders', mention: responders }];
}

/** Object ids and `group:<id>` of a level at that moment: whoever has the week first. */
export function mentionIds({ mention, rotation }: EscalationLevel, at: number): readonly string[] {
  const duty = rotation === undefined ? undefined : onDuty(rotation, at);
  return duty === undefined ? mention : [duty.objectId, ...mention];
}

/** Everybody a level may ever mention: whose names and groups are read ahead. */
export function everyMention({ mention, rotation }: EscalationLevel): readonly string[] {
  return [...(rotation?.people ?? []), ...mention];
}

/** At most this many people are mentioned in one message: beyond it Teams' message size and everyone's patience end. */
export const mostMentions = 20;
