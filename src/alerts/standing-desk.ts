import { type AuditTrail, doneBefore } from '../core/audit';
import { done, type Outcome, type Refusal, refuse } from '../core/outcome';
import type { Tx } from '../core/unit-of-work';
import type { Stamp } from './alert';
import type { Standing, StandingStore } from './standing';

export interface StandingParts<T extends Standing, R extends string> {
  readonly store: Pick<StandingStore<T>, 'get' | 'replace'>;
  readonly audit: Pick<AuditTrail, 'append' | 'holds'>;
  /** Runs in the same transaction after each change. */
  readonly changed: (tx: Tx, standing: T, at: number) => Promise<void>;
  /** For the audit: ids and times, no words of people. */
  readonly details: (standing: T) => Readonly<Record<string, string | number>>;
  readonly unknown: (id: string) => Refusal<R>;
}

/** Who does what to which standing thing; `messageId` names the press or message it came from. */
export interface Deed {
  readonly verb: string;
  readonly subject: string;
  readonly by: Stamp;
  readonly messageId?: string | undefined;
}

export interface StandingDesk<T extends Standing, R extends string> {
  record(tx: Tx, deed: Deed, result: string, standing?: T): Promise<void>;
  /**
   * One step: compare-and-set, audited (refusals too), told to `changed`; all inside `tx`.
   * A deed that was done before, from the same message, has no second effect and answers the thing as it is.
   */
  move(
    tx: Tx,
    deed: Deed,
    step: (standing: T) => Promise<Outcome<T, R>> | Outcome<T, R>,
  ): Promise<Outcome<T, R | 'outrun'>>;
}

export function createStandingDesk<T extends Standing, R extends string>({
  store,
  audit,
  changed,
  details,
  unknown,
}: StandingParts<T, R>): StandingDesk<T, R> {
  const traceOf = ({ verb, subject, by, messageId }: Deed) => ({
    actor: by.objectId,
    verb,
    subject,
    ...(messageId === undefined ? {} : { messageId }),
  });

  async function record(tx: Tx, deed: Deed, result: string, standing?: T): Promise<void> {
    const more = standing === undefined ? {} : { details: details(standing) };
    await audit.append(tx, { at: deed.by.at, ...traceOf(deed), result, ...more });
  }

  async function save(tx: Tx, before: T, next: T, at: number): Promise<Outcome<T, 'outrun'>> {
    const after = { ...next, version: before.version + 1, updatedAt: at };
    if (!(await store.replace(tx, after, before.version)))
      return refuse('outrun', `${before.id} changed while you pressed.`, 'Look at it again.');
    await changed(tx, after, at);
    return done(after);
  }

  return {
    record,
    async move(tx, deed, step) {
      const standing = await store.get(tx, deed.subject);
      if (standing === undefined) {
        const refusal = unknown(deed.subject);
        await record(tx, deed, refusal.reason);
        return refusal;
      }
      if (await doneBefore(audit, tx, traceOf(deed))) return done(standing);
      const outcome = await step(standing);
      const saved = outcome.ok ? await save(tx, standing, outcome.value, deed.by.at) : outcome;
      await record(tx, deed, saved.ok ? 'done' : saved.reason, saved.ok ? saved.value : standing);
      return saved;
    },
  };
}
