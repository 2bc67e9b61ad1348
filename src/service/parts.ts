import type { RoleLists } from '../chat/actors';
import type { Config, Holders } from '../config/config';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import type { Metrics } from '../core/metrics';
import type { Policy } from '../core/policy';
import type { Store } from '../store/store';
import type { AzurePorts } from './azure';
import type { Duties } from './duties';
import type { Roster } from './roster';

/** What every part of the service is built from. */
export interface ServiceParts {
  readonly config: Config;
  /** The policy in force: reloading replaces what this answers. */
  readonly policy: () => Policy;
  readonly store: Store;
  readonly azure: AzurePorts;
  readonly roster: Roster;
  readonly lists: RoleLists;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly duties: Duties;
}

/** The configuration's holders in the form chat reads: object ids and `group:<id>`. */
export function roleLists({ people }: Pick<Config, 'people'>): RoleLists {
  const list = ({ users, groups }: Holders) => [...users, ...groups.map((id) => `group:${id}`)];
  return { responder: list(people.responders), approver: list(people.approvers), admin: list(people.admins) };
}
