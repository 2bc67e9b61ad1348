import type { HealthLine } from '../../chat/room';
import type { Log } from '../../core/log';
import type { StateStore } from '../../core/state';
import type { Tx, UnitOfWork } from '../../core/unit-of-work';
import type { RbacReader } from '../../review/ports';

export interface OwnRights {
  /** Names (GUIDs, lower case) of the role assignments that give the bot's identities their rights, groups' included; those that are gone since stay known, over a restart too. */
  known(tx: Tx): Promise<readonly string[]>;
  /** Not waited for at a start, since rows take minutes to arrive. Reads what is new, once an hour; what could not be read is asked again at the next call. Rejects only where the store does. */
  refresh(now: number): Promise<void>;
  health(): readonly HealthLine[];
}

export interface OwnRightsParts {
  readonly reader: Pick<RbacReader, 'assignmentsOf'>;
  /** Object ids. */
  readonly identities: () => readonly string[];
  readonly subscriptions: () => readonly string[];
  readonly log: Log;
  readonly store: { readonly uow: UnitOfWork; readonly state: StateStore };
}

/** Where the names stand while no process runs: a deletion whose row comes just after a restart finds its assignment gone from Azure. */
const stateKey = 'service.own-assignments';
/** Newest first to stay; an identity has a handful. */
const mostNames = 500;
const hour = 3_600_000;

/**
 * The bot's own role assignments, read with the reader identity: an Activity-log row of a deletion names the assignment and, as a rule, nobody it belonged
 * to.
 */
export function createOwnRights({ reader, identities, subscriptions, log, store }: OwnRightsParts): OwnRights {
  const { uow, state } = store;
  const names = new Set<string>();
  /** Pair of subscription and identity → when it was last read. */
  const readAt = new Map<string, number>();
  let failed: readonly string[] = [];
  let looked = false;

  let remembered = false;
  let saved = 0;

  async function remember(tx: Tx): Promise<void> {
    if (remembered) return;
    const { value } = (await state.get(tx, stateKey)) ?? { value: [] };
    if (Array.isArray(value)) for (const name of value) names.add(String(name));
    saved = names.size;
    remembered = true;
  }

  async function read(subscription: string, identity: string, now: number): Promise<string | undefined> {
    const key = `${subscription} ${identity}`;
    if (now - (readAt.get(key) ?? Number.NEGATIVE_INFINITY) < hour) return undefined;
    const found = await reader.assignmentsOf(subscription, identity);
    if (!found.ok) return `${subscription}: ${found.message}`;
    readAt.set(key, now);
    for (const { id } of found.value) names.add(id.toLowerCase().split('/').pop() ?? id);
    return undefined;
  }

  return {
    async known(tx) {
      await remember(tx);
      return [...names];
    },
    async refresh(now) {
      await uow.run(remember);
      const problems: string[] = [];
      for (const subscription of subscriptions()) {
        for (const identity of identities()) {
          const problem = await read(subscription, identity, now);
          if (problem !== undefined && !problems.includes(problem)) problems.push(problem);
        }
      }
      if (names.size > saved) await uow.run((tx) => state.put(tx, stateKey, [...names].slice(-mostNames)));
      saved = names.size;
      looked = true;
      failed = problems;
      if (problems.length > 0)
        log.warn({ problems }, 'own role assignments could not be read: asked again in five minutes');
    },
    health() {
      if (!looked) return [{ name: 'own rights', state: 'unknown', says: 'not read yet' }];
      const [first] = failed;
      if (first !== undefined) {
        const says = `could not be read (${first}): a deletion of one is recognised only where its log row names whose it was`;
        return [{ name: 'own rights', state: 'warning', says }];
      }
      if (names.size === 0) {
        const says =
          'no role assignment of this bot was found: a deletion is recognised only where its log row names whose it was';
        return [{ name: 'own rights', state: 'unknown', says }];
      }
      const known = `${names.size} role ${names.size === 1 ? 'assignment' : 'assignments'} of this bot known`;
      return [{ name: 'own rights', state: 'good', says: `${known}: a deletion of one raises an alert` }];
    },
  };
}
