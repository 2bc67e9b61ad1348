import type { AuditTrail } from '../core/audit';
import type { Policy } from '../core/policy';
import type { Tx } from '../core/unit-of-work';
import type { Finding } from '../detection/finding';
import type { FindingSink } from '../detection/ports';
import type { Alert } from './alert';
import { growAlert, joins, openAlert } from './grouping';
import { muteOver } from './mutes/covers';
import { markSessions } from './mutes/mark';
import type { Mute } from './mutes/mute';
import type { Networks } from './mutes/networks';
import type { MuteStore } from './mutes/ports';
import type { AlertStore } from './ports';
import { type AlertTimers, noTimers } from './timers';

export interface IngestParts {
  readonly store: AlertStore;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly nextId: (tx: Tx) => Promise<string>;
  readonly policy: () => Policy;
  readonly timers?: AlertTimers;
  /** Missing in replay, where nobody mutes. */
  readonly mutes?: { readonly store: Pick<MuteStore, 'standing'>; readonly networks: Networks };
  /** Decides, when an alert is given to the channel, whether a restricted one it must be. */
  readonly place?: (tx: Tx, alert: Alert) => Promise<Alert>;
  /** Runs inside the poll's transaction: chat puts its intents into the outbox here. */
  readonly changed: (tx: Tx, change: AlertChange) => Promise<void>;
}

export interface AlertChange {
  readonly before: Alert | undefined;
  readonly after: Alert;
  readonly cause: 'raised' | 'grown' | 'acted';
  /** What joined is under a mute: shown, but it rings nobody. */
  readonly hushed?: boolean;
}

/** Rows come up to two days late: a mute that has ended since still hides what happened under it. */
const latenessMs = 2 * 86_400_000;

/** Turns findings into alerts: joins, grows or opens, audits, and tells `changed`, all inside the transaction of the poll. */
export function createIngest(parts: IngestParts): Pick<FindingSink, 'take'> {
  const { store, audit, nextId, policy, changed, timers = noTimers, place = async (_tx, alert) => alert } = parts;

  /** The alert with the finding in it, heard or hidden by whatever mute lies over it. */
  function marked(
    before: Alert | undefined,
    after: Alert,
    finding: Finding,
    mute: Mute | undefined,
    at: number,
  ): Alert {
    const { postedAt: _posted, ...rest } = after;
    const asBefore = before?.postedAt === undefined ? rest : { ...rest, postedAt: before.postedAt };
    return markSessions(asBefore, [finding.session.id], mute && { by: mute.id, until: mute.until }, at);
  }

  async function takeOne(tx: Tx, finding: Finding, at: number, mutes: readonly Mute[]): Promise<void> {
    const mute = parts.mutes && muteOver(finding, mutes, parts.mutes.networks);
    const holding = await store.bySession(tx, finding.session.id);
    const home = holding ?? (await joinable(tx, finding));
    if (home === undefined) return raise(tx, finding, at, mute);
    // A session of a resolved alert is re-scored for the record only: the verdict of a person is not overruled by a late row.
    if (home.status === 'resolved') return;
    const grown = growAlert(home, finding, at);
    if (grown === home) return;
    const heard = marked(home, grown, finding, mute, at);
    const isNews = home.postedAt === undefined && heard.postedAt !== undefined;
    const after = timers.schedule(isNews ? await place(tx, heard) : heard, at);
    if (!(await store.replace(tx, after, home.version)))
      throw new Error(`alert ${home.id} changed inside a transaction`);
    const rose = after.severity !== home.severity;
    await audit.append(tx, {
      at,
      actor: 'system:detection',
      verb: rose ? 'rise' : 'grow',
      subject: after.id,
      result: 'done',
      details: { severity: after.severity, sessions: after.findings.length },
    });
    await changed(tx, { before: home, after, cause: 'grown', ...(mute === undefined ? {} : { hushed: true }) });
  }

  async function joinable(tx: Tx, finding: Finding): Promise<Alert | undefined> {
    const newest = await store.newestUnresolved(tx, finding.session.principal.objectId);
    return newest !== undefined && joins(newest, finding, policy().grouping) ? newest : undefined;
  }

  async function raise(tx: Tx, finding: Finding, at: number, mute: Mute | undefined): Promise<void> {
    const earlier = await store.list(tx, {
      principalId: finding.session.principal.objectId,
      minSeverity: 'medium',
      limit: 3,
    });
    const opened = openAlert(
      await nextId(tx),
      finding,
      at,
      earlier.map(({ id }) => id),
    );
    const heard = marked(undefined, opened, finding, mute, at);
    const alert = timers.schedule(heard.postedAt === undefined ? heard : await place(tx, heard), at);
    await store.insert(tx, alert);
    await audit.append(tx, {
      at,
      actor: 'system:detection',
      verb: 'raise',
      subject: alert.id,
      result: 'done',
      details: {
        severity: alert.severity,
        principal: alert.principal.objectId,
        ...(mute === undefined ? {} : { mute: mute.id }),
      },
    });
    await changed(tx, { before: undefined, after: alert, cause: 'raised' });
  }

  return {
    async take(tx, findings, poll) {
      const inOrder = [...findings].sort((a, b) => a.session.startedAt - b.session.startedAt);
      const mutes = (await parts.mutes?.store.standing(tx, poll.at - latenessMs)) ?? [];
      for (const finding of inOrder) await takeOne(tx, finding, poll.at, mutes);
    },
  };
}
