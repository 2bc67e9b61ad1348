import type { EscalationLevel, Policy } from '../core/policy';

/** The escalation levels in force: the policy's, or one level that is all responders. */
export function levelsOf(policy: Policy, responders: readonly string[]): readonly EscalationLevel[] {
  return policy.escalation.length > 0 ? policy.escalation : [{ name: 'Responders', mention: responders }];
}

/** At most this many people are mentioned in one message: beyond it Teams' message size and everyone's patience end. */
export const mostMentions = 20;
