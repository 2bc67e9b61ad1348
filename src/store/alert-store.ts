import { sql } from 'kysely';
import type { Alert } from '../alerts/alert';
import type { AlertFilter, AlertStore } from '../alerts/ports';
import { severityRank } from '../core/severity';
import type { Tx } from '../core/unit-of-work';
import { chunks } from './chunks';
import type { AlertRow } from './tables';
import { queries } from './transactions';

/** Alerts as documents beside the columns they are found by. */
export function storedAlerts(): AlertStore {
  return {
    async get(tx, id) {
      return read(await queries(tx).selectFrom('alerts').select('document').where('id', '=', id).executeTakeFirst());
    },

    async insert(tx, alert) {
      await queries(tx).insertInto('alerts').values(rowOf(alert)).execute();
      await saveSessions(tx, alert);
    },

    async replace(tx, alert, expectedVersion) {
      const { id, ...row } = rowOf(alert);
      const updated = await queries(tx)
        .updateTable('alerts')
        .set(row)
        .where('id', '=', id)
        .where('version', '=', expectedVersion)
        .returning('id')
        .executeTakeFirst();
      if (updated === undefined) return false;
      await saveSessions(tx, alert);
      return true;
    },

    async newestUnresolved(tx, principalId) {
      return read(
        await queries(tx)
          .selectFrom('alerts')
          .select('document')
          .where('principal_id', '=', principalId)
          // A literal, since a parameter would hide from the planner that the partial index fits.
          .where(sql<boolean>`status <> 'resolved'`)
          .orderBy('last_session_at', 'desc')
          .limit(1)
          .executeTakeFirst(),
      );
    },

    async bySession(tx, sessionId) {
      return read(
        await queries(tx)
          .selectFrom('alert_sessions')
          .innerJoin('alerts', 'alerts.id', 'alert_sessions.alert_id')
          .select('document')
          .where('session_id', '=', sessionId)
          .executeTakeFirst(),
      );
    },

    list: (tx, filter) => list(tx, filter),

    async dueBefore(tx, at, limit) {
      const rows = await queries(tx)
        .selectFrom('alerts')
        .select('document')
        .where('due_at', '<=', at)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(alertOf);
    },
  };
}

async function list(tx: Tx, filter: AlertFilter): Promise<readonly Alert[]> {
  let query = queries(tx).selectFrom('alerts').select('document');
  if (filter.statuses !== undefined) {
    if (filter.statuses.length === 0) return [];
    query = query.where('status', 'in', filter.statuses);
  }
  if (filter.minSeverity !== undefined) query = query.where('severity', '>=', severityRank(filter.minSeverity));
  if (filter.principalId !== undefined) query = query.where('principal_id', '=', filter.principalId);
  if (filter.holderId !== undefined) query = query.where('holder_id', '=', filter.holderId);
  if (filter.since !== undefined) query = query.where('last_session_at', '>=', filter.since);
  if (filter.updatedSince !== undefined) query = query.where('updated_at', '>=', filter.updatedSince);
  const rows = await query.orderBy('last_session_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute();
  return rows.map(alertOf);
}

/** Rows that already say so are not written again, so that a long alert costs no more to change than a short one. */
async function saveSessions(tx: Tx, alert: Alert): Promise<void> {
  for (const findings of chunks(alert.findings)) {
    await queries(tx)
      .insertInto('alert_sessions')
      .values(findings.map(({ session }) => ({ session_id: session.id, alert_id: alert.id })))
      .onConflict((conflict) =>
        conflict
          .column('session_id')
          .doUpdateSet({ alert_id: alert.id })
          .where('alert_sessions.alert_id', '<>', alert.id),
      )
      .execute();
  }
}

function rowOf(alert: Alert): AlertRow {
  return {
    id: alert.id,
    version: alert.version,
    status: alert.status,
    severity: severityRank(alert.severity),
    principal_id: alert.principal.objectId,
    holder_id: alert.holder?.objectId ?? null,
    last_session_at: alert.lastSessionAt,
    updated_at: alert.updatedAt,
    due_at: alert.dueAt ?? null,
    document: JSON.stringify(alert),
  };
}

function read(row: { readonly document: string } | undefined): Alert | undefined {
  return row === undefined ? undefined : alertOf(row);
}

/** A press reads its alert several times: the same text is the same alert, which nobody changes in place. */
const parsed = new Map<string, Alert>();
const keptAlerts = 50;

function alertOf({ document }: { readonly document: string }): Alert {
  const known = parsed.get(document);
  if (known !== undefined) return known;
  const alert = JSON.parse(document) as Alert;
  const [oldest] = parsed.size < keptAlerts ? [] : parsed.keys();
  if (oldest !== undefined) parsed.delete(oldest);
  parsed.set(document, alert);
  return alert;
}
