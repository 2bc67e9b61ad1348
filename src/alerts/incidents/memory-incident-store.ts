import type { Incident } from './incident';
import type { IncidentStore } from './ports';

/** Incidents in memory, for tests; held to the contract suite of the embedded store. */
export function memoryIncidentStore(): IncidentStore {
  const byId = new Map<string, Incident>();
  return {
    get: async (_tx, id) => byId.get(id),
    async insert(_tx, incident) {
      if (byId.has(incident.id)) throw new Error(`incident ${incident.id} exists`);
      byId.set(incident.id, incident);
    },
    async replace(_tx, incident, expectedVersion) {
      if (byId.get(incident.id)?.version !== expectedVersion) return false;
      byId.set(incident.id, incident);
      return true;
    },
    standing: async (_tx, at) =>
      [...byId.values()].filter(({ until }) => until > at).sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1)),
  };
}
