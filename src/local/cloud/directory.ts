import type { DirectorySeed, SeedGroup, SeedServicePrincipal, SeedUser } from './directory-seed';

export type DirectoryObject =
  | { readonly kind: 'user'; readonly object: SeedUser }
  | { readonly kind: 'group'; readonly object: SeedGroup }
  | { readonly kind: 'servicePrincipal'; readonly object: SeedServicePrincipal };

/** The live directory, shared by the ARM and Graph emulators; ids are compared without case. */
export interface Directory {
  readonly tenantId: string;
  find(id: string): DirectoryObject | undefined;
  users(): readonly SeedUser[];
  servicePrincipals(): readonly SeedServicePrincipal[];
  /** Lower-case ids of every group the principal is in, directly or through other groups. */
  groupsOf(id: string): ReadonlySet<string>;
  /** Everything in the group, directly or through other groups, nested groups included; cycles end. */
  transitiveMembersOf(groupId: string): readonly DirectoryObject[];
  /** Adds an object or replaces the one with its id. */
  put(entry: DirectoryObject): void;
  /** As when an administrator deletes a principal: role assignments stay behind as orphans. */
  remove(id: string): void;
  addMember(groupId: string, memberId: string): void;
  removeMember(groupId: string, memberId: string): void;
}

export function createDirectory(seed: DirectorySeed): Directory {
  const objects = new Map<string, DirectoryObject>();
  const put = (entry: DirectoryObject) => void objects.set(entry.object.id.toLowerCase(), entry);
  for (const object of seed.users) put({ kind: 'user', object });
  for (const object of seed.groups) put({ kind: 'group', object });
  for (const object of seed.servicePrincipals) put({ kind: 'servicePrincipal', object });

  const find = (id: string) => objects.get(id.toLowerCase());
  const groups = () => [...objects.values()].flatMap((entry) => (entry.kind === 'group' ? [entry.object] : []));
  const holds = (group: SeedGroup, id: string) => group.memberIds.some((member) => member.toLowerCase() === id);

  function groupsOf(id: string): ReadonlySet<string> {
    const found = new Set<string>();
    const open = [id.toLowerCase()];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const member = next;
      for (const group of groups()) {
        const groupId = group.id.toLowerCase();
        if (found.has(groupId) || !holds(group, member)) continue;
        found.add(groupId);
        open.push(groupId);
      }
    }
    return found;
  }

  function transitiveMembersOf(groupId: string): readonly DirectoryObject[] {
    const found = new Map<string, DirectoryObject>();
    const open = [groupId.toLowerCase()];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const entry = find(next);
      if (entry?.kind !== 'group') continue;
      for (const memberId of entry.object.memberIds) {
        const key = memberId.toLowerCase();
        const member = find(key);
        if (!member || found.has(key)) continue;
        found.set(key, member);
        open.push(key);
      }
    }
    return [...found.values()];
  }

  function changeMembers(groupId: string, change: (ids: readonly string[]) => readonly string[]): void {
    const entry = find(groupId);
    if (entry?.kind !== 'group') throw new Error(`no group ${groupId} in the emulated directory`);
    put({ kind: 'group', object: { ...entry.object, memberIds: change(entry.object.memberIds) } });
  }

  return {
    tenantId: seed.tenantId,
    find,
    users: () => [...objects.values()].flatMap((entry) => (entry.kind === 'user' ? [entry.object] : [])),
    servicePrincipals: () =>
      [...objects.values()].flatMap((entry) => (entry.kind === 'servicePrincipal' ? [entry.object] : [])),
    groupsOf,
    transitiveMembersOf,
    put,
    remove: (id) => void objects.delete(id.toLowerCase()),
    addMember: (groupId, memberId) => changeMembers(groupId, (ids) => [...ids, memberId]),
    removeMember: (groupId, memberId) =>
      changeMembers(groupId, (ids) => ids.filter((id) => id.toLowerCase() !== memberId.toLowerCase())),
  };
}
