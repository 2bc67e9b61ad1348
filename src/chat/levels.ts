import type { EscalationLevel, Policy } from '../core/policy';
import { peopleIn } from './actors';
import type { Person } from './ports';

/** The escalation levels in force: the policy's, or one level that is all responders. */
export function levelsOf(policy: Policy, responders: readonly string[]): readonly EscalationLevel[] {
  return policy.escalation.length > 0 ? policy.escalation : [{ name: 'Responders', mention: responders }];
}

/** Names somebody for a mention; the object id stands in until the person was seen. */
export type NameOf = (objectId: string) => Promise<string>;
/** People of an Entra group, for a mention; empty when it cannot be read. */
export type ExpandGroup = (groupId: string) => Promise<readonly Person[]>;

/** At most this many people are mentioned in one message: beyond it Teams' message size and everyone's patience end. */
const mostMentions = 20;

export async function peopleOf(
  level: EscalationLevel | undefined,
  nameOf: NameOf,
  expandGroup: ExpandGroup,
): Promise<readonly Person[]> {
  if (level === undefined) return [];
  const named = await Promise.all(
    peopleIn(level.mention).map(async (objectId) => ({ objectId, name: await nameOf(objectId) })),
  );
  const groups = level.mention
    .filter((entry) => entry.startsWith('group:'))
    .map((entry) => entry.slice('group:'.length));
  const members = (await Promise.all(groups.map(expandGroup))).flat();
  const unique = new Map([...named, ...members].map((person) => [person.objectId.toLowerCase(), person]));
  return [...unique.values()].slice(0, mostMentions);
}
