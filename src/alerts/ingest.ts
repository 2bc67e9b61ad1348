import type { AuditTrail } from '../core/audit';
import type { Policy } from '../core/policy';
import type { Tx } from '../core/unit-of-work';
import type { Finding } from '../detection/finding';
import type { FindingSink } from '../detection/ports';
import type { Alert } from './alert';
import { growAlert, joins, openAlert } from './grouping';
import type { AlertStore } from './ports';
import { type AlertTimers, noTimers } from './timers';

export interface IngestParts {
  readonly store: AlertStore;
  readonly audit: Pick<AuditTrail, 'append'>;
  readonly nextId: (tx: Tx) => Promise<string>;
  readonly policy: () => Policy;
  readonly timers?: AlertTimers;
  /** Runs inside the poll's transaction: chat puts its intents into the outbox here. */
  readonly changed: (tx: Tx, change: AlertChange) => Promise<void>;
}

export interface AlertChange {
  readonly before: Alert | undefined;
  readonly after: Alert;
  readonly cause: 'raised' | 'grown' | 'acted';
}

/** Turns findings into alerts: joins, grows or opens, audits, and tells `changed`, all inside the transaction of the poll. */
export function createIngest(parts: IngestParts): Pick<FindingSink, 'take'> {
  const { store, audit, nextId, policy, changed, timers = noTimers } = parts;

  async function takeOne(tx: Tx, finding: Finding, at: number): Promise<void> {
    const holding = await store.bySession(tx, finding.session.id);
    const home = holding ?? (await joinable(tx, finding));
    if (home === undefined) return raise(tx, finding, at);
    // A session of a resolved alert is re-scored for the record only: the verdict of a person is not overruled by a late row.
    if (home.status === 'resolved') return;
    const grown = growAlert(home, finding, at);
    if (grown === home) return;
    const after = timers.schedule(grown, at);
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
    await changed(tx, { before: home, after, cause: 'grown' });
  }

  async function joinable(tx: Tx, finding: Finding): Promise<Alert | undefined> {
    const newest = await store.newestUnresolved(tx, finding.session.principal.objectId);
    return newest !== undefined && joins(newest, finding, policy().grouping) ? newest : undefined;
  }

  async function raise(tx: Tx, finding: Finding, at: number): Promise<void> {
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
    const alert = timers.schedule(opened, at);
    await store.insert(tx, alert);
    await audit.append(tx, {
      at,
      actor: 'system:detection',
      verb: 'raise',
      subject: alert.id,
      result: 'done',
      details: { severity: alert.severity, principal: alert.principal.objectId },
    });
    await changed(tx, { before: undefined, after: alert, cause: 'raised' });
  }

  return {
    async take(tx, findings, poll) {
      const inOrder = [...findings].sort((a, b) => a.session.startedAt - b.session.startedAt);
      for (const finding of inOrder) await takeOne(tx, finding, poll.at);
    },
  };
}
