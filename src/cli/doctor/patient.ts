import type { ClientSettings } from '../../azure/endpoint';
import type { Config } from '../../config/config';
import type { Clock } from '../../core/clock';
import type { LogSource } from '../../detection/ports';
import type { AzurePorts } from '../../service/azure';
import type { TeamsConnection } from '../../teams/connect-teams';
import type { Finding } from './finding';

/** What the checks look at: a configuration that reads, and the service's own adapters over it. */
export interface Patient {
  readonly config: Config;
  readonly azure: AzurePorts;
  readonly reader: ClientSettings['credential'];
  /** Missing without `WRITER_CLIENT_ID`. */
  readonly writer?: ClientSettings['credential'];
  /** Asks one workspace alone: over all of them a table that one lacks would pass unseen. */
  readonly workspace: (id: string) => LogSource;
  readonly teams: TeamsConnection;
  readonly clock: Clock;
  /** Scopes the bot itself is deployed in, as given by `--bot`. */
  readonly botScopes: readonly string[];
}

/** Looks, changes nothing, and answers at least one line. A rejection is a bad line of its own. */
export interface Check {
  readonly name: string;
  run(patient: Patient): Promise<readonly Finding[]>;
}
