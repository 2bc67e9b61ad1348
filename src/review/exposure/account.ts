import type { Principal } from '../../core/principal';
import type { Directory } from '../ports';
import type { Actor } from '../review';

/** What Entra says about whom a review or an alert is about. Plain JSON. */
export interface Account {
  /** Of an application or managed identity, which the log knows by id alone. */
  readonly name?: string;
  /** Missing when it was not read. */
  readonly guest?: boolean;
  /** Who they report to, the nearest first: none of them votes about this person. */
  readonly managers: readonly Actor[];
  /** Why the chain ends where it does, when that is not its top: whoever is above is not known. */
  readonly unread?: string;
}

/** Longer chains are a loop or not worth a call each. */
const mostManagers = 8;

/** A workload reports to nobody. Reads only. */
export async function readAccount(
  directory: Pick<Directory, 'objects' | 'manager'>,
  { objectId, type }: Principal,
): Promise<Account> {
  if (type !== 'user') return { ...(await nameOf(directory, objectId)), managers: [] };
  const [objects, chain] = await Promise.all([directory.objects([objectId]), managersOf(directory, objectId)]);
  const guest = objects.ok ? objects.value.get(objectId)?.guest : undefined;
  return { ...(guest === undefined ? {} : { guest }), ...chain };
}

async function nameOf(directory: Pick<Directory, 'objects'>, objectId: string): Promise<Pick<Account, 'name'>> {
  const objects = await directory.objects([objectId]);
  const name = objects.ok ? objects.value.get(objectId)?.displayName : undefined;
  return name === undefined || name === objectId ? {} : { name };
}

async function managersOf(
  directory: Pick<Directory, 'manager'>,
  objectId: string,
): Promise<Pick<Account, 'managers' | 'unread'>> {
  const managers: Actor[] = [];
  for (let below = objectId; managers.length < mostManagers; ) {
    const read = await directory.manager(below);
    if (!read.ok) return read.reason === 'not-found' ? { managers } : { managers, unread: read.message };
    const { id, displayName: name } = read.value;
    if (id === objectId || managers.some((known) => known.objectId === id)) return { managers };
    managers.push({ objectId: id, name });
    below = id;
  }
  return { managers, unread: `only ${mostManagers} are read` };
}
