import { isGuid } from '../../core/principal';
import { subscriptionOf } from '../../core/resource-id';
import type { AzureOutcome } from '../azure-outcome';
import type { Context } from '../deps';
import { mapLimited } from '../exposure/limited';
import type { UsageRow } from '../ports';

const weekMs = 7 * 86_400_000;

/** What switching the console off would stop, and how far the rest of a containment is, as Azure and Entra say it now. Reads only. */
export interface ContainmentFacts {
  readonly consoles: readonly ConsoleFacts[];
  /** Why nobody can be named in `users`; missing = the log was read. */
  readonly usersUnread?: string;
  /** Missing when the directory did not say. */
  readonly accountEnabled?: boolean;
}

export interface ConsoleFacts {
  /** Lower case. */
  readonly subscriptionId: string;
  readonly status: AzureOutcome<{ readonly disabled: boolean }>;
  /** Missing when they could not be listed. */
  readonly machines?: number;
  /** Names of those who used the console this week, the subject left out; missing when the log was not read. */
  readonly users?: readonly string[];
}

/** For the subscriptions of an alert; `subjectId` may be any text the log gave. */
export async function containmentFacts(
  context: Pick<Context, 'consoleSwitch' | 'reader' | 'usage' | 'directory' | 'clock'>,
  { subjectId, subscriptionIds }: { readonly subjectId?: string; readonly subscriptionIds: readonly string[] },
): Promise<ContainmentFacts> {
  const ids = [...new Set(subscriptionIds.map((id) => id.toLowerCase()))].filter(isGuid);
  const now = context.clock.now();
  const [statuses, machines, usage] = await Promise.all([
    mapLimited(ids, 4, (id) => context.consoleSwitch.status(id)),
    mapLimited(ids, 4, (id) => context.reader.machines(id)),
    context.usage.usage({ principalIds: [], from: now - weekMs, to: now }),
  ]);
  const used = usage.ok
    ? usage.value.filter(usedConsole).filter(({ principalId }) => principalId !== subjectId?.toLowerCase())
    : [];
  const usersOf = (id: string) => [
    ...new Set(used.filter((row) => subscriptionOf(row.resourceId) === id).map((row) => row.principalId)),
  ];
  const people = ids.flatMap(usersOf);
  const wanted = [...new Set([...people, ...(subjectId === undefined ? [] : [subjectId.toLowerCase()])])].filter(
    isGuid,
  );
  const objects = wanted.length === 0 ? undefined : await context.directory.objects(wanted);
  const known = objects?.ok ? objects.value : new Map();
  const enabled = subjectId === undefined ? undefined : known.get(subjectId.toLowerCase())?.accountEnabled;
  return {
    consoles: ids.map((id, index): ConsoleFacts => {
      const listed = machines[index];
      return {
        subscriptionId: id,
        status: statuses[index] as ConsoleFacts['status'],
        ...(listed?.ok ? { machines: listed.value.length } : {}),
        ...(usage.ok
          ? { users: usersOf(id).map((user) => known.get(user)?.displayName ?? `unknown account ${user.slice(0, 8)}`) }
          : {}),
      };
    }),
    ...(usage.ok ? {} : { usersUnread: usage.message }),
    ...(enabled === undefined ? {} : { accountEnabled: enabled }),
  };
}

const usedConsole = ({ consoleUses }: UsageRow) => consoleUses > 0;
