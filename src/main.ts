import { readPolicyInForce } from './config/policy-in-force';
import { describeProblem } from './config/problem';
import { readConfig } from './config/read-config';
import { systemClock } from './core/clock';
import { describeError } from './core/log';
import { createPinoLog } from './service/pino-log';
import { policySource } from './service/policy-reload';
import { startService } from './service/start-service';
import { openStore } from './store/open-store';
import { openPostgres } from './store/postgres/open-postgres';

/** The service from the environment alone. Exits 1 with every problem and its remedy when it may not start. */
async function main(): Promise<void> {
  const log = createPinoLog(process.env.LOG_LEVEL);
  const reading = readConfig(process.env);
  if (!reading.ok) return refuse(reading.problems.map(describeProblem));
  const config = reading.value;
  const policyReading = await readPolicyInForce(config, process.env);
  if (!policyReading.ok) return refuse(policyReading.problems.map(describeProblem));
  const warnings = [...reading.warnings, ...policyReading.warnings];
  for (const warning of warnings) log.warn({ name: warning.name }, describeProblem(warning));
  const opened =
    config.store.kind === 'postgres'
      ? await openPostgres({ url: config.store.url.reveal(), log })
      : await openStore({ dataDir: config.store.dataDir });
  if (!opened.ok) return refuse([`${opened.message} ${opened.remedy ?? ''}`]);
  const store = opened.value;
  // Installed before the long way up: without a listener the signal would end the process.
  let reload: () => Promise<unknown> = async () =>
    log.warn({}, 'policy not reloaded: still starting, send SIGHUP again');
  process.on('SIGHUP', () => {
    reload().catch((error: unknown) => log.error(describeError(error), 'policy not reloaded: the old one stays'));
  });
  const service = await startService({
    config,
    policy: policySource(policyReading.value, () => readPolicyInForce(config, process.env)),
    store,
    clock: systemClock,
    log,
    facts: warnings.map((warning) => ({ name: warning.name, state: 'warning', says: describeProblem(warning) })),
  });

  reload = service.reloadPolicy;
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    service
      .close()
      .then(() => store.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error(describeError(error), 'could not stop in order');
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

function refuse(lines: readonly string[]): void {
  process.stderr.write(`Serial Console Watch does not start:\n${lines.map((line) => `  - ${line}`).join('\n')}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(
    `Serial Console Watch could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});
