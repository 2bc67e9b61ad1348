import { isGuid } from '../../core/principal';
import { strongestVerdict, verdicts } from '../access/verdict';
import type { NotRead } from '../exposure/exposure';
import type { Directory, DirectoryObject } from '../ports';
import type { HeldWay } from './judge-subscription';
import type { SweepHolder, SweepWay } from './sweep';

/** What Graph said, once for all subscriptions. */
export interface People {
  readonly objects: ReadonlyMap<string, DirectoryObject>;
  /** By group; a group that could not be read is absent. */
  readonly members: ReadonlyMap<string, readonly DirectoryObject[]>;
  readonly notRead: readonly NotRead[];
}

const isGroup = ({ holderType }: HeldWay) => /group/i.test(holderType);

/** Names of the holders and members of the groups, in batches. Without Graph rights ids stay, and groups stand for their members. */
export async function readPeople(directory: Directory, held: readonly HeldWay[]): Promise<People> {
  const ids = [...new Set(held.map(({ holderId }) => holderId))].filter(isGuid);
  const groups = [...new Set(held.filter(isGroup).map(({ holderId }) => holderId))].filter(isGuid);
  const [objects, members] = await Promise.all([
    ids.length === 0 ? undefined : directory.objects(ids),
    groups.length === 0 ? undefined : directory.members(groups),
  ]);
  const failure = [objects, members].find((answer) => answer !== undefined && !answer.ok);
  return {
    objects: objects?.ok ? objects.value : new Map(),
    members: members?.ok ? members.value : new Map(),
    notRead: failure && !failure.ok ? [{ what: 'group-names', why: failure.message }] : [],
  };
}

/** The people behind the ways: members in place of their group, each person once with all their ways. Pure. */
export function holdersOf(subscriptionId: string, held: readonly HeldWay[], people: People): readonly SweepHolder[] {
  const found = new Map<string, { about: Omit<SweepHolder, 'verdict' | 'ways'>; ways: SweepWay[] }>();
  const add = (principalId: string, type: string, object: DirectoryObject | undefined, named: string | undefined) => {
    const known = found.get(principalId);
    if (known !== undefined) return known.ways;
    const name = object?.displayName ?? named;
    const about = {
      subscriptionId,
      principalId,
      type,
      ...(name === undefined ? {} : { name }),
      ...(object?.userPrincipalName === undefined ? {} : { userPrincipalName: object.userPrincipalName }),
      ...(object?.accountEnabled === undefined ? {} : { accountEnabled: object.accountEnabled }),
    };
    const entry = { about, ways: [] as SweepWay[] };
    found.set(principalId, entry);
    return entry.ways;
  };
  for (const one of held) {
    const { holderId, holderType, holderName, way } = one;
    const object = people.objects.get(holderId);
    const members = isGroup(one) ? people.members.get(holderId) : undefined;
    if (members === undefined) {
      add(holderId, holderType, object, holderName).push(way);
      continue;
    }
    const name = object?.displayName ?? holderName;
    const group = { id: holderId, ...(name === undefined ? {} : { name }) };
    for (const member of members) {
      const type = memberTypes[member.type];
      if (type !== undefined) add(member.id.toLowerCase(), type, member, undefined).push({ ...way, group });
    }
  }
  return [...found.values()].map(({ about, ways }): SweepHolder => {
    const sorted = [...ways].sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
    return { ...about, verdict: strongestVerdict(ways.map(({ verdict }) => verdict)), ways: sorted };
  });
}

/** Members that can hold a token; nested groups are resolved already, and devices open no console. */
const memberTypes: Readonly<Record<DirectoryObject['type'], string | undefined>> = {
  user: 'User',
  servicePrincipal: 'ServicePrincipal',
  unknown: 'Unknown',
  group: undefined,
  device: undefined,
};
