import { severityRank } from '../core/severity';
import type { Alert } from './alert';
import type { AlertFilter, AlertStore } from './ports';

/**
 * Alerts in memory, for replay and tests. It has no rollback: replay never fails half way, and the contract suite holds everything else it does
 * to what the embedded store does. Looks up by principal and by session without a scan, since replay holds many.
 */
export function memoryAlertStore(): AlertStore & { all(): readonly Alert[] } {
  const byId = new Map<string, Alert>();
  const idBySession = new Map<string, string>();
  const idsByPrincipal = new Map<string, string[]>();

  const save = (alert: Alert) => {
    byId.set(alert.id, alert);
    for (const { session } of alert.findings) idBySession.set(session.id, alert.id);
  };

  const ofPrincipal = (principalId: string): Alert[] =>
    (idsByPrincipal.get(principalId) ?? []).flatMap((id) => byId.get(id) ?? []);

  return {
    all: () => [...byId.values()],
    get: async (_tx, id) => byId.get(id),
    async insert(_tx, alert) {
      if (byId.has(alert.id)) throw new Error(`alert ${alert.id} exists`);
      save(alert);
      const ids = idsByPrincipal.get(alert.principal.objectId) ?? [];
      idsByPrincipal.set(alert.principal.objectId, [...ids, alert.id]);
    },
    async replace(_tx, alert, expectedVersion) {
      if (byId.get(alert.id)?.version !== expectedVersion) return false;
      save(alert);
      return true;
    },
    async newestUnresolved(_tx, principalId) {
      return ofPrincipal(principalId)
        .filter(({ status }) => status !== 'resolved')
        .sort((a, b) => b.lastSessionAt - a.lastSessionAt)[0];
    },
    async bySession(_tx, sessionId) {
      const id = idBySession.get(sessionId);
      return id === undefined ? undefined : byId.get(id);
    },
    list: async (_tx, filter) =>
      (filter.principalId === undefined ? [...byId.values()] : ofPrincipal(filter.principalId))
        .filter((alert) => matches(alert, filter))
        .sort((a, b) => b.lastSessionAt - a.lastSessionAt || (a.id < b.id ? 1 : -1))
        .slice(0, filter.limit),
    dueBefore: async (_tx, at, limit) =>
      [...byId.values()]
        .filter(({ dueAt }) => dueAt !== undefined && dueAt <= at)
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
        .slice(0, limit),
  };
}

function matches(alert: Alert, filter: AlertFilter): boolean {
  return (
    (filter.statuses === undefined || filter.statuses.includes(alert.status)) &&
    (filter.minSeverity === undefined || severityRank(alert.severity) >= severityRank(filter.minSeverity)) &&
    (filter.principalId === undefined || alert.principal.objectId === filter.principalId) &&
    (filter.holderId === undefined || alert.holder?.objectId === filter.holderId) &&
    (filter.since === undefined || alert.lastSessionAt >= filter.since) &&
    (filter.updatedSince === undefined || alert.updatedAt >= filter.updatedSince)
  );
}
