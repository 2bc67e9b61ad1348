import type { AuditTrail } from '../core/audit';
import type { Policy } from '../core/policy';
import type { Tx } from '../core/unit-of-work';
import type { Finding } from '../detection/finding';
import type { FindingSink } from '../detection/ports';
import type { Alert } from './alert';
import { growAlert, joins, openAlert } from './grouping';
import { grouped } from './incidents/apply-incident';
import type { Incident, OutageSighting } from './incidents/incident';
import { outageIn, outageSpanMs } from './incidents/outage';
import type { IncidentStore } from './incidents/ports';
import { incidentOver, isOrdinary } from './incidents/under';
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
  /** Missing in replay, where nobody declares anything. */
  readonly incidents?: IncidentParts;
  /** Runs inside the poll's transaction: chat puts its intents into the outbox here. */
  readonly changed: (tx: Tx, change: AlertChange) => Promise<void>;
}

export interface IncidentParts {
  readonly store: Pick<IncidentStore, 'standing'>;
  /** More was grouped under this incident. */
  readonly grew: (tx: Tx, incidentId: string, at: number) => Promise<void>;
  /** It looks like an outage that nobody declared. */
  readonly sighted: (tx: Tx, sighting: OutageSighting, at: number) => Promise<unknown>;
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
const mostAlerts = 1_000;

/** Turns findings into alerts: joins, grows or opens, audits, and tells `changed`, all inside the transaction of the poll. */
export function createIngest(parts: IngestParts): Pick<FindingSink, 'take'> {
  const { store, audit, nextId, policy, changed, timers = noTimers, place = async (_tx, alert) => alert } = parts;

  /** The alert with the finding in it, heard or hidden by whatever mute lies over it. */
  function marked(
    before: Alert | undefined,
    after: Alert,
    finding: Finding,
    { mute, incident }: Cover,
    at: number,
  ): Alert {
    const { postedAt: _posted, ...rest } = after;
    const asBefore = before?.postedAt === undefined ? rest : { ...rest, postedAt: before.postedAt };
    if (mute === undefined && incident !== undefined) return grouped(asBefore, [finding.session.id], incident, at);
    return markSessions(asBefore, [finding.session.id], mute && { by: mute.id, until: mute.until }, at);
  }

  async function takeOne(tx: Tx, finding: Finding, at: number, cover: Cover): Promise<void> {
    const holding = await store.bySession(tx, finding.session.id);
    const home = holding ?? (await joinable(tx, finding));
    if (home === undefined) return raise(tx, finding, at, cover);
    // A session of a resolved alert is re-scored for the record only: the verdict of a person is not overruled by a late row.
    if (home.status === 'resolved') return;
    const grown = growAlert(home, finding, at);
    if (grown === home) return;
    const heard = marked(home, grown, finding, cover, at);
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
    await changed(tx, { before: home, after, cause: 'grown', ...(isCovered(cover) ? { hushed: true } : {}) });
  }

  async function joinable(tx: Tx, finding: Finding): Promise<Alert | undefined> {
    const newest = await store.newestUnresolved(tx, finding.session.principal.objectId);
    return newest !== undefined && joins(newest, finding, policy().grouping) ? newest : undefined;
  }

  async function raise(tx: Tx, finding: Finding, at: number, cover: Cover): Promise<void> {
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
    const heard = marked(undefined, opened, finding, cover, at);
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
        ...(cover.mute === undefined ? {} : { mute: cover.mute.id }),
        ...(cover.incident === undefined ? {} : { incident: cover.incident.id }),
      },
    });
    await changed(tx, { before: undefined, after: alert, cause: 'raised' });
  }

  return {
    async take(tx, findings, poll) {
      const inOrder = [...findings].sort((a, b) => a.session.startedAt - b.session.startedAt);
      const mutes = (await parts.mutes?.store.standing(tx, poll.at - latenessMs)) ?? [];
      const incidents = (await parts.incidents?.store.standing(tx, poll.at - latenessMs)) ?? [];
      const grew = new Set<string>();
      for (const finding of inOrder) {
        const mute = parts.mutes && muteOver(finding, mutes, parts.mutes.networks);
        const incident = incidentOver(finding, incidents);
        await takeOne(tx, finding, poll.at, { mute, incident });
        if (incident !== undefined) grew.add(incident.id);
      }
      for (const id of grew) await parts.incidents?.grew(tx, id, poll.at);
      await lookForOutages(tx, inOrder, poll.at);
    },
  };

  /** Asked of the alerts as they are now: every finding is kept in one, the quiet ones too. */
  async function lookForOutages(tx: Tx, findings: readonly Finding[], at: number): Promise<void> {
    if (parts.incidents === undefined) return;
    const ordinary = findings.filter(isOrdinary);
    for (const subscriptionId of new Set(ordinary.map(({ session }) => session.subscriptionId))) {
      const times = ordinary.map(({ session }) => session.startedAt);
      const since = Math.min(...times) - outageSpanMs;
      const known = await store.list(tx, { since, limit: mostAlerts });
      const near = known.flatMap(({ findings: all, mutedSessions = [] }) =>
        all.filter(({ session }) => session.startedAt >= since && !mutedSessions.includes(session.id)),
      );
      const sighting = outageIn(subscriptionId, near);
      if (sighting !== undefined) await parts.incidents.sighted(tx, sighting, at);
    }
  }
}

/** What lies over one finding; a mute goes before an incident. */
interface Cover {
  readonly mute: Mute | undefined;
  readonly incident: Incident | undefined;
}

const isCovered = ({ mute, incident }: Cover) => mute !== undefined || incident !== undefined;
