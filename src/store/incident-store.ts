import type { Incident } from '../alerts/incidents/incident';
import type { IncidentStore } from '../alerts/incidents/ports';
import type { StandingRow } from './tables';
import { queries } from './transactions';

/** Incidents as documents beside the end they are found by. */
export function storedIncidents(): IncidentStore {
  return {
    async get(tx, id) {
      const row = await queries(tx).selectFrom('incidents').select('document').where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : incidentOf(row);
    },

    async insert(tx, incident) {
      await queries(tx).insertInto('incidents').values(rowOf(incident)).execute();
    },

    async replace(tx, incident, expectedVersion) {
      const { id, ...row } = rowOf(incident);
      const updated = await queries(tx)
        .updateTable('incidents')
        .set(row)
        .where('id', '=', id)
        .where('version', '=', expectedVersion)
        .returning('id')
        .executeTakeFirst();
      return updated !== undefined;
    },

    async standing(tx, at) {
      const rows = await queries(tx)
        .selectFrom('incidents')
        .select('document')
        .where('until_at', '>', at)
        .orderBy('until_at')
        .orderBy('id')
        .execute();
      return rows.map(incidentOf);
    },
  };
}

function rowOf(incident: Incident): StandingRow {
  const { id, version, state, until, updatedAt } = incident;
  return { id, version, state, until_at: until, updated_at: updatedAt, document: JSON.stringify(incident) };
}

function incidentOf({ document }: { readonly document: string }): Incident {
  return JSON.parse(document) as Incident;
}
