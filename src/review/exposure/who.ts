import { done, type Outcome, refuse } from '../../core/outcome';
import { verdicts } from '../access/verdict';
import type { AccessPath, NotRead } from './exposure';
import { holdingsOf } from './holdings';
import { judgePaths } from './judge-paths';
import { mapLimited } from './limited';
import { nameHolders } from './names';
import { type ExposurePorts, neverRead } from './read-exposure';
import { readMachine } from './read-machine';

/** Everyone who could get onto one machine. */
export interface WhoCould {
  readonly machine: string;
  readonly readAt: number;
  /** Strongest first; groups carry their members where Graph may be read. */
  readonly holders: readonly WhoHolder[];
  readonly notRead: readonly NotRead[];
}

export interface WhoHolder extends AccessPath {
  readonly memberNames?: readonly string[];
}

/** `who <machine>`: every path of every principal that is not a plain no, with the members of groups named. */
export async function whoCould(
  { reader, directory, definitions, guards }: Pick<ExposurePorts, 'reader' | 'directory' | 'definitions' | 'guards'>,
  machine: string,
  now: number,
): Promise<Outcome<WhoCould, 'unreadable'>> {
  const reading = await readMachine(reader, machine);
  const { unread } = reading;
  if (unread !== undefined) return refuse('unreadable', `access could not be read: ${unread.text}`, unread.next);
  const ids = [...new Set(holdingsOf(reading).map(({ roleDefinitionId }) => roleDefinitionId))];
  const roles = new Map(await mapLimited(ids, 4, async (id) => [id, await definitions.lookup(id)] as const));
  // Side rights and denies belong to one principal, so each holder is judged alone.
  const holderIds = [...new Set(holdingsOf(reading).map(({ principalId }) => principalId.toLowerCase()))];
  const paths = holderIds.flatMap((id) => judgePaths([ownPart(reading, id)], (role) => roles.get(role), []));
  const ways = paths
    .filter(({ verdict }) => verdict !== 'no')
    .sort((a, b) => verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict));
  const named = await nameHolders(directory, ways, guards?.botObjectIds);
  const groups = [...new Set(ways.filter(({ via }) => via === 'group').map(({ holder }) => holder.id))];
  const members = groups.length === 0 ? undefined : await directory.members(groups);
  const holders = named.paths.map((path): WhoHolder => {
    const names = members?.ok ? members.value.get(path.holder.id)?.map(({ displayName }) => displayName) : undefined;
    return names === undefined ? path : { ...path, memberNames: names };
  });
  return done({ machine, readAt: now, holders, notRead: [...neverRead, ...reading.notRead, ...named.notRead] });
}

function ownPart(reading: Awaited<ReturnType<typeof readMachine>>, id: string) {
  const own = <T extends { readonly principalId: string }>(rows: readonly T[]) =>
    rows.filter(({ principalId }) => principalId.toLowerCase() === id);
  return {
    reading: {
      ...reading,
      assignments: own(reading.assignments),
      active: own(reading.active),
      eligible: own(reading.eligible),
    },
    identity: { ids: new Set([id]), groupsKnown: false },
  };
}
