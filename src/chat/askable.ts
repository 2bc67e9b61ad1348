import type { Alert } from '../alerts/alert';
import type { Asked } from '../alerts/inquiry';
import { subscriptionsOf, targetsOf } from '../alerts/summary';
import { fullStop } from '../core/full-stop';
import { done, type Outcome, refuse } from '../core/outcome';
import { isGuid } from '../core/principal';
import { roleGuid, roles } from '../review/access/well-known-roles';
import type { PeopleDirectory } from '../review/people-port';
import type { Directory, DirectoryObject, RbacReader } from '../review/ports';
import type { ConsultChoice } from './painting/dialogs';
import { machineName, type SubscriptionNames, subscriptionName } from './words/names';

/** Whom a question can be put to, as Entra and Azure know it now. Never inside a transaction. */
export interface Askable {
  /** The account itself, or the owners of a workload; a refusal names the remedy. */
  principal(alert: Alert): Promise<Outcome<readonly Asked[], 'nobody-to-ask'>>;
  /** Who may know: owners of the alert's subscriptions and of its machines. What could not be read is said. */
  consultants(alert: Alert): Promise<Consultants>;
  /** Somebody picked: must be an enabled user of this directory. */
  person(objectId: string): Promise<Outcome<Asked, 'no-such-person'>>;
}

export interface Consultants {
  readonly suggested: readonly ConsultChoice[];
  /** Sentences the dialog shows: owner tags that name no account, and what could not be read. */
  readonly hints: readonly string[];
}

export interface AskableParts {
  readonly people: PeopleDirectory;
  readonly directory: Pick<Directory, 'objects' | 'members'>;
  readonly reader: Pick<RbacReader, 'assignmentsAt' | 'machine'>;
  readonly subscriptionNames: () => SubscriptionNames;
}

/** A dialog opens while somebody waits: this many of an alert's subscriptions and machines are looked at. */
const mostSubscriptions = 3;
const mostMachines = 5;
const mostChoices = 20;

const consultRemedy = 'Consult somebody who knows the account, or phone.';

export function createAskable({ people, directory, reader, subscriptionNames }: AskableParts): Askable {
  async function account(alert: Alert): Promise<Outcome<readonly Asked[], 'nobody-to-ask'>> {
    const { objectId, displayName } = alert.principal;
    const found = await people.user(isGuid(objectId) ? objectId : displayName);
    if (found.ok && found.value.accountEnabled === false) {
      return refuse(
        'nobody-to-ask',
        `The account ${displayName} is disabled: it reads no message.`,
        'Phone its person.',
      );
    }
    if (found.ok) return done([{ objectId: found.value.id, name: found.value.displayName }]);
    // The log names the account and Graph does not answer: the message is addressed by id all the same.
    if (found.reason !== 'not-found' && isGuid(objectId)) return done([{ objectId, name: displayName }]);
    return refuse(
      'nobody-to-ask',
      fullStop(`${displayName} is no user of this directory: ${found.message}`),
      consultRemedy,
    );
  }

  async function owners(alert: Alert): Promise<Outcome<readonly Asked[], 'nobody-to-ask'>> {
    const { objectId, displayName } = alert.principal;
    const read = await people.workloadOwners(objectId);
    if (!read.ok) {
      const why = fullStop(`The owners of ${displayName} could not be read from Entra: ${read.message}`);
      return refuse('nobody-to-ask', why, `The bot's reader needs Application.Read.All. ${consultRemedy}`);
    }
    const asked = read.value
      .filter(isPerson)
      .map(({ id, displayName: name }) => ({ objectId: id, name, asOwner: true }));
    if (asked.length > 0) return done(asked);
    const nobody = fullStop(`Nobody can be asked: Entra names no owner of ${displayName}`);
    return refuse('nobody-to-ask', nobody, `An administrator can name one. ${consultRemedy}`);
  }

  async function ownersOf(subscriptionId: string): Promise<Consultants> {
    const why = `owner of ${subscriptionName(subscriptionId, subscriptionNames())}`;
    const read = await reader.assignmentsAt(`/subscriptions/${subscriptionId}`);
    if (!read.ok) return { suggested: [], hints: [`who is ${why} could not be read: ${read.message}`] };
    const holders = read.value.filter(({ roleDefinitionId }) => roleGuid(roleDefinitionId) === roles.owner);
    const idsOf = (type: string) => holders.filter((one) => one.principalType === type).map((one) => one.principalId);
    const [users, groups] = await Promise.all([directory.objects(idsOf('User')), directory.members(idsOf('Group'))]);
    const members = groups.ok ? [...groups.value.values()].flat() : [];
    const known = [...(users.ok ? users.value.values() : []), ...members].filter(isPerson);
    const unread = users.ok && groups.ok ? [] : [`some ${why} could not be named`];
    return { suggested: known.map(({ id, displayName: name }) => ({ objectId: id, name, why })), hints: unread };
  }

  async function taggedOwner(machine: string): Promise<Consultants> {
    const read = await reader.machine(machine);
    const tag = read.ok
      ? Object.entries(read.value.tags).find(([name]) => name.toLowerCase() === 'owner')?.[1]
      : undefined;
    if (tag === undefined || tag === '') return { suggested: [], hints: [] };
    const why = `owner tag of ${machineName(machine)}`;
    const found = tag.includes('@') ? await people.user(tag) : undefined;
    if (found?.ok) return { suggested: [{ objectId: found.value.id, name: found.value.displayName, why }], hints: [] };
    return { suggested: [], hints: [`${why}: ${tag}`] };
  }

  return {
    principal: (alert) =>
      alert.principal.type === 'user' || alert.principal.displayName.includes('@') ? account(alert) : owners(alert),
    async consultants(alert) {
      const found = await Promise.all([
        ...targetsOf(alert).slice(0, mostMachines).map(taggedOwner),
        ...subscriptionsOf(alert).slice(0, mostSubscriptions).map(ownersOf),
      ]);
      const all = found.flatMap(({ suggested }) => suggested);
      const once = all
        .filter(({ objectId }) => objectId !== alert.principal.objectId)
        .filter(({ objectId }, index, others) => others.findIndex((one) => one.objectId === objectId) === index);
      return { suggested: once.slice(0, mostChoices), hints: [...new Set(found.flatMap(({ hints }) => hints))] };
    },
    async person(objectId) {
      const read = isGuid(objectId) ? await people.user(objectId) : undefined;
      if (read?.ok && isPerson(read.value)) return done({ objectId: read.value.id, name: read.value.displayName });
      return refuse(
        'no-such-person',
        'Whoever was chosen is no enabled user of this directory.',
        'Choose somebody else.',
      );
    },
  };
}

function isPerson({ type, accountEnabled }: DirectoryObject): boolean {
  return type === 'user' && accountEnabled !== false;
}
