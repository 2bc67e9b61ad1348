import { type Actor, type Role, roles } from '../core/access';
import type { Clock } from '../core/clock';
import type { Outcome } from '../core/outcome';
import type { Caller, Person } from './ports';

/** Who holds which role: Entra object ids or `group:<id>`, from configuration only. */
export type RoleLists = Readonly<Record<Role, readonly string[]>>;

/** Answers which of the groups somebody is in; a refusal closes the role, it never opens it. */
export type MemberGroups = (objectId: string, groupIds: readonly string[]) => Promise<Outcome<readonly string[]>>;

export interface ActorParts {
  readonly lists: RoleLists;
  readonly memberGroups: MemberGroups;
  readonly clock: Clock;
  /** What stands against somebody who has roles: asked for every request, since it may have begun a moment ago. */
  readonly standing?: (person: Person, held: readonly Role[]) => Promise<Pick<Actor, 'newRoles' | 'underAlert'>>;
}

/** A membership answer is kept this long: long enough for a burst of presses, short enough that a removed member is out soon. */
const keptMs = 60_000;
const groupPrefix = 'group:';

/** Turns the caller of a verified activity into an actor with roles. Closed by default: a group that cannot be read gives nothing. */
export function createActors({ lists, memberGroups, clock, standing }: ActorParts): (caller: Caller) => Promise<Actor> {
  const groupIds = [...new Set(roles.flatMap((role) => groupsIn(lists[role])))];
  const known = new Map<string, { until: number; groups: readonly string[] | undefined }>();

  async function groupsOf(objectId: string): Promise<readonly string[] | undefined> {
    if (groupIds.length === 0) return [];
    const kept = known.get(objectId);
    if (kept !== undefined && kept.until > clock.now()) return kept.groups;
    const answer = await memberGroups(objectId, groupIds);
    const groups = answer.ok ? answer.value.map((id) => id.toLowerCase()) : undefined;
    // A failed read is not kept: the next press asks again.
    if (groups !== undefined) known.set(objectId, { until: clock.now() + keptMs, groups });
    return groups;
  }

  return async ({ objectId, name }: Person) => {
    const id = objectId.toLowerCase();
    const groups = await groupsOf(id);
    const held = roles.filter(
      (role) =>
        lists[role].some((entry) => entry.toLowerCase() === id) ||
        groupsIn(lists[role]).some((group) => groups?.includes(group)),
    );
    return {
      objectId: id,
      name,
      roles: held,
      ...(groups === undefined ? { rolesIncomplete: true } : {}),
      ...(held.length === 0 ? {} : await standing?.({ objectId: id, name }, held)),
    };
  };
}

function groupsIn(list: readonly string[]): readonly string[] {
  return list
    .filter((entry) => entry.startsWith(groupPrefix))
    .map((entry) => entry.slice(groupPrefix.length).toLowerCase());
}

/** The people named directly in a role list; groups are left to `expandGroup`. */
export function peopleIn(list: readonly string[]): readonly string[] {
  return list.filter((entry) => !entry.startsWith(groupPrefix)).map((id) => id.toLowerCase());
}
