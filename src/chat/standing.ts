import type { AlertStore } from '../alerts/ports';
import type { Actor, Role } from '../core/access';
import { type Severity, worse } from '../core/severity';
import type { UnitOfWork } from '../core/unit-of-work';
import { type Newcomers, watchedRoles } from './newcomers';
import type { Person } from './ports';

export interface StandingParts {
  readonly uow: UnitOfWork;
  readonly alerts: Pick<AlertStore, 'list'>;
  readonly newcomers: Pick<Newcomers, 'probation'>;
}

/** What stands against somebody who has roles: an open alert about them, roles that are not a day old. Drills are about nobody. */
export function createStanding({ uow, alerts, newcomers }: StandingParts) {
  async function underAlert(principalId: string): Promise<Severity | undefined> {
    const open = await uow.run((tx) =>
      alerts.list(tx, { principalId, statuses: ['open', 'acknowledged'], minSeverity: 'medium', limit: 50 }),
    );
    return open
      .filter(({ drill }) => !drill)
      .map(({ severity }) => severity)
      .reduce<Severity | undefined>((worst, one) => (worst === undefined ? one : worse(worst, one)), undefined);
  }

  return async (person: Person, held: readonly Role[]): Promise<Pick<Actor, 'newRoles' | 'underAlert'>> => {
    const severity = await underAlert(person.objectId);
    const newRoles: Partial<Record<Role, number>> = {};
    for (const role of watchedRoles) {
      const until = held.includes(role) ? await newcomers.probation(person, role) : undefined;
      if (until !== undefined) newRoles[role] = until;
    }
    return {
      ...(severity === undefined ? {} : { underAlert: severity }),
      ...(Object.keys(newRoles).length === 0 ? {} : { newRoles }),
    };
  };
}
