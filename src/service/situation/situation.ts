import type { IncidentStore } from '../../alerts/incidents/ports';
import type { Clock } from '../../core/clock';
import type { DeclaredIncident } from '../../core/policy';
import type { Tx } from '../../core/unit-of-work';
import type { Situation, Standing } from '../../detection/history';
import type { Store } from '../../store/store';
import type { OwnIdentities } from './own-identities';
import type { OwnRights } from './own-rights';
import { consolesOff, containmentOf, judgedMalicious } from './standing';

const dayMs = 86_400_000;
/** Rows come up to two days late: an incident that has ended since still weighs what happened under it. */
const latenessMs = 2 * dayMs;
/** Older alerts of one principal are history. */
const mostAlerts = 50;

export interface SituationParts {
  readonly store: Pick<Store, 'alerts' | 'reviews' | 'incidents'>;
  readonly clock: Clock;
  readonly own: Pick<OwnIdentities, 'known'>;
  readonly ownRights: Pick<OwnRights, 'known'>;
  readonly baselineDays: number;
}

/** What detection must heed of what people and the bot itself have decided: asked for the principals that a poll judges, a few keyed reads each. */
export function situationFrom(parts: SituationParts): (tx: Tx, principals: readonly string[]) => Promise<Situation> {
  const { store, clock, own, ownRights, baselineDays } = parts;
  return async (tx, principals) => {
    const since = clock.now() - baselineDays * dayMs;
    const contained: Standing[] = [];
    const malicious: Standing[] = [];
    for (const principalId of principals) {
      const applied = await store.reviews.appliedTo(tx, principalId);
      const alerts = await store.alerts.list(tx, { principalId, limit: mostAlerts });
      const containment = containmentOf(applied, alerts);
      const verdict = judgedMalicious(alerts, since);
      if (containment !== undefined) contained.push(containment);
      if (verdict !== undefined) malicious.push(verdict);
    }
    return {
      contained,
      malicious,
      ownIdentities: own.known(),
      ownAssignments: await ownRights.known(tx),
      switchedOff: consolesOff(await store.reviews.consolesSwitched(tx)),
      incidents: await declaredIncidents(store.incidents, tx, clock.now()),
    };
  };
}

async function declaredIncidents(incidents: IncidentStore, tx: Tx, now: number): Promise<readonly DeclaredIncident[]> {
  const known = await incidents.standing(tx, now - latenessMs);
  return known.flatMap(({ state, name, from, until, targets, by }) =>
    (state === 'declared' || state === 'ended') && by !== undefined
      ? [{ name, from, to: until, targets, author: by.objectId }]
      : [],
  );
}
