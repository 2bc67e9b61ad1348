import type { Role } from '../core/access';
import type { AuditTrail } from '../core/audit';
import type { Clock } from '../core/clock';
import type { StateStore } from '../core/state';
import type { Tx, UnitOfWork } from '../core/unit-of-work';
import type { Intents } from './intents';
import type { Person } from './ports';
import type { ChannelStore } from './stores';
import { newcomerWords } from './words/newcomers';

export interface NewcomerParts {
  readonly uow: UnitOfWork;
  readonly state: StateStore;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly channels: Pick<ChannelStore, 'all'>;
  readonly intents: Pick<Intents, 'notice'>;
  readonly clock: Clock;
  readonly kick: () => void;
}

/** Roles whose votes change access: whoever gets one unseen could approve what they asked somebody else to ask. */
export const watchedRoles = ['approver', 'admin'] as const satisfies readonly Role[];
export type WatchedRole = (typeof watchedRoles)[number];

/** A day in which somebody may ask: who is that? (issue 5, "Authority") */
export const probationMs = 24 * 3_600_000;

const keyOf = (role: WatchedRole, { objectId }: Pick<Person, 'objectId'>) => `chat.first-seen.${role}.${objectId}`;
const startedKey = 'chat.first-seen';

export interface Newcomers {
  /**
   * At start. In a fresh store those whom the configuration names by object id count as known: somebody must be able to vote, and whoever wrote the
   * configuration could have written anything. Members of groups do not: groups are changed by other people.
   */
  begin(named: Readonly<Record<WatchedRole, readonly string[]>>): Promise<void>;
  /** Until when this role of theirs does not vote, epoch milliseconds; undefined when it does. Who is seen for the first time is announced. */
  probation(person: Person, role: WatchedRole): Promise<number | undefined>;
  /** As far as known without asking the store: for lists of who may be asked. */
  mayVote(objectId: string, role: WatchedRole): boolean;
}

export function createNewcomers(parts: NewcomerParts): Newcomers {
  const { uow, state, audit, channels, intents, clock, kick } = parts;
  /** First seen, by key; it never changes once it is kept. */
  const seen = new Map<string, number>();
  const ends = (firstSeen: number) => (firstSeen + probationMs > clock.now() ? firstSeen + probationMs : undefined);

  async function firstSeen(tx: Tx, person: Person, role: WatchedRole): Promise<{ at: number; news: boolean }> {
    const key = keyOf(role, person);
    const known = await state.get(tx, key);
    if (known !== undefined) return { at: Number(known.value), news: false };
    const at = clock.now();
    await state.put(tx, key, at, 0);
    const { objectId } = person;
    await audit.append(tx, { at, actor: 'system:roles', verb: 'first-seen', subject: objectId, result: role });
    const text = newcomerWords.seen(person, role, at + probationMs);
    for (const channel of await channels.all(tx)) {
      await intents.notice(tx, `first-seen:${role}:${objectId}`, channel, text, at);
    }
    return { at, news: true };
  }

  return {
    async begin(named) {
      await uow.run(async (tx) => {
        if ((await state.put(tx, startedKey, clock.now(), 0)) === undefined) return;
        for (const role of watchedRoles) {
          for (const objectId of named[role]) await state.put(tx, keyOf(role, { objectId }), 0, 0);
        }
      });
    },
    async probation(person, role) {
      const key = keyOf(role, person);
      const kept = seen.get(key);
      if (kept !== undefined) return ends(kept);
      const { at, news } = await uow.run((tx) => firstSeen(tx, person, role));
      seen.set(key, at);
      if (news) kick();
      return ends(at);
    },
    mayVote(objectId, role) {
      const at = seen.get(keyOf(role, { objectId }));
      return at !== undefined && ends(at) === undefined;
    },
  };
}
