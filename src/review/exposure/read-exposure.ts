import { done, type Outcome, refuse } from '../../core/outcome';
import { isGuid, type Principal } from '../../core/principal';
import { strongestVerdict } from '../access/verdict';
import type { Directory, RbacReader, UsageReader } from '../ports';
import { readAccount } from './account';
import type { Definitions, RoleLookup } from './definitions';
import { readElsewhere } from './elsewhere';
import { type AccessEvidence, isEvidenceOf, namesAssignment } from './evidence';
import type { AccessPath, Exposure, NotRead } from './exposure';
import { holdingsOf } from './holdings';
import { identityOn } from './identity';
import { judgePaths } from './judge-paths';
import { mapLimited } from './limited';
import { nameHolders } from './names';
import { type MachineReading, readMachine } from './read-machine';
import { usageBelow, usageWindowMs } from './usage';

export interface ExposurePorts {
  readonly reader: RbacReader;
  readonly directory: Directory;
  readonly usage: UsageReader;
  readonly definitions: Definitions;
  /** Who of the granters is the bot itself. */
  readonly guards?: { readonly botObjectIds: readonly string[] };
}

export interface ExposureRequest {
  readonly principal: Principal;
  readonly machines: readonly string[];
  readonly evidence: readonly AccessEvidence[];
  /** End of the usage window: the alert's first session, so that the intruder's own use does not justify the access. */
  readonly usageUntil: number;
  /** Subscriptions in which everything else the principal holds is summed up; empty skips it. */
  readonly subscriptions: readonly string[];
  /** False leaves the usage query out (the quick reading on each posted alert, and proofs). */
  readonly withUsage: boolean;
}

export type ExposureRefusal = 'principal-unknown' | 'no-machines' | 'unreadable';

/** Machines read at the same time: four ARM calls each. */
const width = 4;

/** What no reading of Azure's roles can see, said beside every answer. */
export const neverRead: readonly NotRead[] = [
  { what: 'directory-roles', why: 'an Entra directory role such as Global Administrator can take access at any time' },
  { what: 'app-ownership', why: 'owners of an application can act as it' },
  { what: 'lighthouse', why: 'assignments made by a service provider are not listed to the customer' },
  { what: 'classic-administrators', why: 'they lost their access when they were retired in August 2024' },
];

/** Which roles let a principal onto the machines, by whom, since when, and what they were used for. Reads only. */
export async function readExposure(
  ports: ExposurePorts,
  request: ExposureRequest,
  now: number,
): Promise<Outcome<Exposure, ExposureRefusal>> {
  const { principal, machines } = request;
  if (!isGuid(principal.objectId)) {
    return refuse(
      'principal-unknown',
      `the log gives no object id for ${principal.displayName}, so its access cannot be looked up`,
      'find the account in Entra and start the review with its object id',
    );
  }
  if (machines.length === 0) return refuse('no-machines', 'there is no machine to review access to');
  const readings = await mapLimited(machines, width, (machine) =>
    readMachine(ports.reader, machine, principal.objectId),
  );
  const firstUnread = readings[0]?.unread;
  if (readings.every(({ unread }) => unread !== undefined) && firstUnread !== undefined) {
    return refuse('unreadable', `role assignments could not be read: ${firstUnread.text}`, firstUnread.next);
  }
  return done(await judged(ports, request, readings, now));
}

async function judged(
  ports: ExposurePorts,
  request: ExposureRequest,
  readings: readonly MachineReading[],
  now: number,
): Promise<Exposure> {
  const { principal, evidence } = request;
  const readable = readings.filter(({ unread }) => unread === undefined);
  const [roles, identities, usage, elsewhere, account] = await Promise.all([
    lookupRoles(ports.definitions, readable),
    Promise.all(readable.map((reading) => identityOn(ports.directory, principal.objectId, reading))),
    request.withUsage ? usageOf(ports.usage, request) : undefined,
    readElsewhere(ports, principal.objectId, request.subscriptions, request.machines),
    readAccount(ports.directory, principal),
  ]);
  const machines = readable.map((reading, index) => ({
    reading,
    identity: identities[index] ?? { ids: new Set([principal.objectId]), groupsKnown: false },
  }));
  const paths = judgePaths(machines, (id) => roles.get(id), evidence);
  const named = await nameHolders(ports.directory, paths, ports.guards?.botObjectIds);
  const withUse = named.paths.map((path) => (usage?.below ? { ...path, usage: usage.below(path.scope) } : path));
  return {
    principal,
    machines: request.machines,
    readAt: now,
    verdict: strongestVerdict([
      ...paths.map(({ verdict }) => verdict),
      ...(readable.length < readings.length ? (['unknown'] as const) : []),
    ]),
    paths: withUse,
    elsewhere: elsewhere.held,
    usedIsGone: evidence.some((row) => namesAssignment(row) && !matchesAny(row, paths)),
    denies: [...new Set(readable.flatMap(({ denies }) => denies.map(({ name }) => name)))],
    unread: readings.flatMap(({ machine, unread }) => (unread === undefined ? [] : [{ machine, why: unread.text }])),
    notRead: distinct([
      ...neverRead,
      ...readable.flatMap(({ notRead }) => notRead),
      ...named.notRead,
      ...(usage?.notRead ?? []),
      ...elsewhere.notRead,
      ...(account.unread === undefined ? [] : [{ what: 'managers', why: account.unread } as const]),
    ]),
    account,
  };
}

async function lookupRoles(definitions: Definitions, readings: readonly MachineReading[]) {
  const ids = new Set(readings.flatMap((reading) => holdingsOf(reading).map((holding) => holding.roleDefinitionId)));
  const found = await mapLimited([...ids], width, async (id) => [id, await definitions.lookup(id)] as const);
  return new Map<string, RoleLookup>(found);
}

async function usageOf(reader: UsageReader, { principal, usageUntil }: ExposureRequest) {
  const window = { from: usageUntil - usageWindowMs, to: usageUntil };
  const rows = await reader.usage({ principalIds: [principal.objectId], ...window });
  if (!rows.ok) return { notRead: [{ what: 'usage', why: rows.message } satisfies NotRead] };
  return {
    below: (scope: string) => usageBelow(rows.value, principal.objectId, scope, window),
    notRead: [],
  };
}

function matchesAny(row: AccessEvidence, paths: readonly AccessPath[]): boolean {
  return paths.some(({ assignment }) => assignment && isEvidenceOf(row, assignment));
}

function distinct(notRead: readonly NotRead[]): readonly NotRead[] {
  return notRead.filter((one, index) => notRead.findIndex(({ what }) => what === one.what) === index);
}
