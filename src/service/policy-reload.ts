import { createHash } from 'node:crypto';
import type { Intents } from '../chat/intents';
import type { ChannelStore } from '../chat/stores';
import { policyWords } from '../chat/words/policy';
import type { PolicyInForce } from '../config/policy-in-force';
import { describeProblem, type Reading } from '../config/problem';
import type { AuditTrail } from '../core/audit';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import { describable, type PolicyChange, policyDiff } from '../core/policy-diff';
import type { StateStore } from '../core/state';
import type { Tx, UnitOfWork } from '../core/unit-of-work';

/** The policy that holds now, and where the next one comes from. */
export interface PolicySource {
  current(): PolicyInForce;
  /** Reads and checks again. */
  read(): Promise<Reading<PolicyInForce>>;
  /** Puts a checked one into force. */
  replace(next: PolicyInForce): void;
}

export function policySource(first: PolicyInForce, read: () => Promise<Reading<PolicyInForce>>): PolicySource {
  let current = first;
  return {
    current: () => current,
    read,
    replace: (next) => {
      current = next;
    },
  };
}

export interface PolicyReloadParts {
  readonly source: PolicySource;
  readonly uow: UnitOfWork;
  readonly state: StateStore;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly channels: Pick<ChannelStore, 'all'>;
  readonly intents: Pick<Intents, 'notice'>;
  readonly nameOf: (objectId: string) => string | undefined;
  /** What follows from a policy that changed: timers, names. */
  readonly changed: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly kick: () => void;
}

export interface PolicyReload {
  /** At start: a policy that was changed while the bot was down is told like a reload. */
  adopt(): Promise<void>;
  /** On SIGHUP. A policy with problems changes nothing. */
  reload(): Promise<'replaced' | 'unchanged' | 'refused'>;
}

/** The policy last told of, as it may be shown. Several instances share it, so that each change is told once. */
const key = 'service.policy';

export function createPolicyReload(parts: PolicyReloadParts): PolicyReload {
  const { source, uow, state, audit, channels, intents, nameOf, changed, clock, log, kick } = parts;

  async function tell(tx: Tx, id: string, text: string, now: number): Promise<void> {
    for (const channel of await channels.all(tx)) await intents.notice(tx, `policy:${id}`, channel, text, now);
  }

  /** Records and tells what is different from the policy last told of; undefined when nothing is, or another instance was first. */
  async function announce(tx: Tx, next: PolicyInForce, cause: 'start' | 'reload') {
    const now = clock.now();
    const shown = describable(next.policy);
    const known = await state.get(tx, key);
    const before = known?.value as Readonly<Record<string, unknown>> | undefined;
    const changes = before === undefined ? [] : policyDiff(before, shown);
    if (known !== undefined && changes.length === 0) return undefined;
    if ((await state.put(tx, key, shown, known?.version ?? 0)) === undefined) return undefined;
    const hash = createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 12);
    await audit.append(tx, {
      at: now,
      actor: `system:${cause}`,
      verb: 'policy',
      subject: 'policy',
      result: 'done',
      details: { hash, ...detailsOf(changes) },
    });
    if (changes.length > 0) await tell(tx, `${hash}:${now}`, policyWords.changed(changes, cause, nameOf), now);
    return changes;
  }

  async function refuse(problems: readonly string[]): Promise<void> {
    log.error({ problems }, 'policy not reloaded: the old one stays');
    await uow.run(async (tx) => {
      const now = clock.now();
      await audit.append(tx, {
        at: now,
        actor: 'system:reload',
        verb: 'policy',
        subject: 'policy',
        result: 'invalid',
        details: { problems: problems.length },
      });
      await tell(tx, `refused:${now}`, policyWords.refused(problems), now);
    });
    kick();
  }

  return {
    async adopt() {
      const changes = await uow.run((tx) => announce(tx, source.current(), 'start'));
      if (changes !== undefined && changes.length > 0) kick();
    },
    async reload() {
      const read = await source.read();
      if (!read.ok) {
        await refuse(read.problems.map(describeProblem));
        return 'refused';
      }
      for (const warning of read.warnings) log.warn({ name: warning.name }, describeProblem(warning));
      // Compared with what is in force here: another instance may have told of it already.
      const same = policyDiff(describable(source.current().policy), describable(read.value.policy)).length === 0;
      await uow.run((tx) => announce(tx, read.value, 'reload'));
      source.replace(read.value);
      if (!same) await changed();
      log.info({ same }, 'policy reloaded');
      kick();
      return same ? 'unchanged' : 'replaced';
    },
  };
}

/** Which places changed: the record outlives the words, and holds no address. */
function detailsOf(changes: readonly PolicyChange[]): Readonly<Record<string, string | number>> {
  if (changes.length === 0) return {};
  return { changes: changes.length, places: [...new Set(changes.map(({ place }) => place))].join(' ') };
}
