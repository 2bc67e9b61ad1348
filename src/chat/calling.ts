import type { Alert } from '../alerts/alert';
import type { AlertStore } from '../alerts/ports';
import { quietUntil } from '../alerts/timers';
import type { EscalationLevel, Policy } from '../core/policy';
import type { Tx } from '../core/unit-of-work';
import type { Person } from './ports';

export interface CallingParts {
  readonly alerts: Pick<AlertStore, 'list'>;
  readonly policy: () => Policy;
  readonly levels: () => readonly EscalationLevel[];
  /** People of a level; reads only what the bot already knows, since it runs inside a transaction. */
  readonly mentionsOf: (tx: Tx, level: EscalationLevel | undefined) => Promise<readonly Person[]>;
  /** Who is left when no level has anybody but the subject: administrators and approvers. */
  readonly lastResort: () => readonly Person[];
}

/** More open high alerts than a team can have and still be called by name. */
const mostGrave = 200;

/** Whom a call about an alert mentions. The one it is about is never among them. */
export interface Calling {
  /** The people of a level, 0 being the first; one that is empty without them hands on to the next at once. Whoever calls is not called. */
  level(tx: Tx, alert: Alert, index: number, caller?: Pick<Person, 'objectId'>): Promise<readonly Person[]>;
  /** Who has it; else the level it has reached. Nobody during quiet hours over it. */
  holderOrLevel(tx: Tx, alert: Alert): Promise<readonly Person[]>;
}

export function createCalling({ alerts, policy, levels, mentionsOf, lastResort }: CallingParts): Calling {
  /** The one it is about, and whoever could not act: from high up an open alert about them leaves no verb. */
  async function outOfAction(tx: Tx, { principal }: Alert): Promise<ReadonlySet<string>> {
    const grave = await alerts.list(tx, { statuses: ['open', 'acknowledged'], minSeverity: 'high', limit: mostGrave });
    return new Set([principal.objectId, ...grave.map((alert) => alert.principal.objectId)]);
  }

  async function level(
    tx: Tx,
    alert: Alert,
    index: number,
    caller?: Pick<Person, 'objectId'>,
  ): Promise<readonly Person[]> {
    const out = await outOfAction(tx, alert);
    const others = (people: readonly Person[]) =>
      people.filter(({ objectId }) => !out.has(objectId) && objectId !== caller?.objectId);
    for (const one of levels().slice(index)) {
      const people = others(await mentionsOf(tx, one));
      if (people.length > 0) return people;
    }
    return others(lastResort());
  }

  return {
    level,
    async holderOrLevel(tx, alert) {
      if (quietUntil(alert, alert.updatedAt, policy().quietHours) > alert.updatedAt) return [];
      return alert.holder === undefined ? level(tx, alert, Math.max(0, alert.level - 1)) : [alert.holder];
    },
  };
}
