import { createLogSource } from '../../azure/log-source';
import type { Config } from '../../config/config';
import type { Clock } from '../../core/clock';
import type { Log } from '../../core/log';
import { azureCredentials, botIdentityTokens, connectAzure } from '../../service/azure';
import { connectTeams } from '../../teams/connect-teams';
import type { Patient } from './patient';

/** Builds what the checks look at from the service's own adapters, so that what works here works there. */
export function admit(
  config: Config,
  { clock, log, botScopes }: { readonly clock: Clock; readonly log: Log; readonly botScopes: readonly string[] },
): Patient {
  const { reader, writer } = azureCredentials(config);
  const { allowInsecureLoopback } = config.local;
  const { endpoint } = config.logs;
  return {
    config,
    clock,
    botScopes,
    reader,
    ...(writer === undefined ? {} : { writer }),
    azure: connectAzure(config),
    workspace: (id) =>
      createLogSource({
        endpoint,
        credential: reader,
        allowInsecureLoopback,
        workspaces: [id],
        serverTimeoutSeconds: 60,
      }),
    teams: connectTeams({
      bot: config.bot,
      identityTokens: botIdentityTokens(config),
      allowInsecureLoopback,
      clock,
      log,
    }),
  };
}
