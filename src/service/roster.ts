import type { RoleLists } from '../chat/actors';
import { peopleIn } from '../chat/actors';
import type { Person } from '../chat/ports';
import { describeError, type Log } from '../core/log';
import type { AzureOutcome } from '../review/azure-outcome';
import type { Directory } from '../review/ports';

/**
 * Names and group members the bot mentions, read ahead so that no transaction ever waits for Graph. Old knowledge stays when a read fails:
 * it only decides whom to mention, never who may act.
 */
export interface Roster {
  refresh(): Promise<void>;
  /** Subscription names by id in lower case, as far as readable. */
  subscriptionNames(): Readonly<Record<string, string>>;
  nameOf(objectId: string): string | undefined;
  membersOf(groupId: string): readonly Person[];
  /** People of a role list, groups expanded, each once. */
  everyoneIn(list: readonly string[]): readonly Person[];
}

export function createRoster({
  lists,
  mentions,
  directory,
  readSubscriptions,
  log,
}: {
  readonly lists: RoleLists;
  /** Further ids and groups that may be mentioned: escalation levels. */
  readonly mentions: () => readonly string[];
  readonly directory: Pick<Directory, 'objects' | 'members'>;
  readonly readSubscriptions: () => Promise<AzureOutcome<Readonly<Record<string, string>>>>;
  readonly log: Log;
}): Roster {
  const names = new Map<string, string>();
  let subscriptions: Readonly<Record<string, string>> = {};
  const members = new Map<string, readonly Person[]>();
  const groupOf = (entry: string) =>
    entry.startsWith('group:') ? entry.slice('group:'.length).toLowerCase() : undefined;
  const all = () => [...lists.responder, ...lists.approver, ...lists.admin, ...mentions()];

  async function readMembers(): Promise<void> {
    const groups = [
      ...new Set(
        all()
          .map(groupOf)
          .filter((id) => id !== undefined),
      ),
    ];
    if (groups.length === 0) return;
    const answer = await directory.members(groups);
    if (!answer.ok) return log.warn({ reason: answer.reason }, `roster: groups could not be read: ${answer.message}`);
    for (const [id, list] of answer.value) {
      const people = list
        .filter(({ type }) => type === 'user')
        .map(({ id: objectId, displayName }) => ({ objectId: objectId.toLowerCase(), name: displayName }));
      members.set(id.toLowerCase(), people);
      for (const { objectId, name } of people) names.set(objectId, name);
    }
  }

  async function readNames(): Promise<void> {
    const ids = [...new Set(peopleIn(all()))].filter((id) => !names.has(id));
    if (ids.length === 0) return;
    const answer = await directory.objects(ids);
    if (!answer.ok) return log.warn({ reason: answer.reason }, `roster: names could not be read: ${answer.message}`);
    for (const [id, { displayName }] of answer.value) names.set(id.toLowerCase(), displayName);
  }

  const membersOf = (groupId: string) => members.get(groupId.toLowerCase()) ?? [];
  return {
    async refresh() {
      try {
        await readMembers();
        await readNames();
        const read = await readSubscriptions();
        if (read.ok) subscriptions = read.value;
        else log.warn({ reason: read.reason }, `roster: subscriptions could not be read: ${read.message}`);
      } catch (error) {
        log.warn(describeError(error), 'roster: names and groups could not be read; the last ones are kept');
      }
    },
    subscriptionNames: () => subscriptions,
    nameOf: (objectId) => names.get(objectId.toLowerCase()),
    membersOf,
    everyoneIn(list) {
      const named = peopleIn(list).map((objectId) => ({ objectId, name: names.get(objectId) ?? objectId.slice(0, 8) }));
      const grouped = list.flatMap((entry) => {
        const group = groupOf(entry);
        return group === undefined ? [] : membersOf(group);
      });
      return [...new Map([...named, ...grouped].map((person) => [person.objectId, person])).values()];
    },
  };
}
