import { isGuid } from '../../core/principal';
import type { Directory } from '../ports';
import type { AccessPath, NotRead } from './exposure';

/** `grantedBy` of what the bot gave back itself: its identity need not be one that Graph names to it. */
const thisBot = 'this bot';

/** Puts names on holders and granters, and member counts on groups. Without Graph rights the ids stay and the card says so. */
export async function nameHolders(
  directory: Directory,
  paths: readonly AccessPath[],
  ownIds: readonly string[] = [],
): Promise<{ readonly paths: readonly AccessPath[]; readonly notRead: readonly NotRead[] }> {
  const groups = [...new Set(paths.filter(({ via }) => via === 'group').map(({ holder }) => holder.id))];
  const ids = [...new Set(paths.flatMap(({ holder, grantedBy }) => [holder.id, ...(grantedBy ? [grantedBy] : [])]))];
  const wanted = ids.map((id) => id.toLowerCase()).filter(isGuid);
  if (wanted.length === 0) return { paths, notRead: [] };
  const [objects, members] = await Promise.all([
    directory.objects(wanted),
    groups.length === 0 ? undefined : directory.members(groups),
  ]);
  const own = new Set(ownIds.map((id) => id.toLowerCase()));
  const granterOf = (id: string) => (own.has(id.toLowerCase()) ? thisBot : (nameOf(id) ?? id));
  const nameOf = (id: string) => (objects.ok ? objects.value.get(id.toLowerCase())?.displayName : undefined);
  const named = paths.map((path): AccessPath => {
    const name = path.holder.name ?? nameOf(path.holder.id);
    const count = members?.ok ? members.value.get(path.holder.id)?.length : undefined;
    const grantedBy = path.grantedBy === undefined ? undefined : granterOf(path.grantedBy);
    return {
      ...path,
      holder: {
        ...path.holder,
        ...(name === undefined ? {} : { name }),
        ...(count === undefined ? {} : { members: count }),
      },
      ...(grantedBy === undefined ? {} : { grantedBy }),
    };
  });
  const failure = [objects, members].find((answer) => answer !== undefined && !answer.ok);
  return {
    paths: named,
    notRead: failure && !failure.ok ? [{ what: 'group-names', why: failure.message }] : [],
  };
}
