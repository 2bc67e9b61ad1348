import { join } from 'node:path';
import { systemClock } from '../core/clock';
import { startIdentity } from '../local/identity/identity-emulator';
import { demoAttack, demoHistory } from '../local/tenant/demo';
import { createPinoLog } from '../service/pino-log';
import { defaultCountryDatabase, openGeo } from './replay/geo';
import { startPlayground } from './world/playground';
import { addTenantRows } from './world/rows';
import { startWorld, wipe } from './world/start-world';

/** Visible two minutes after the start: a second, lesser alert arrives while the first one is being handled. */
const readerAgoMs = 6 * 60_000;

const dataDir = join('data', 'demo');

/** `npm run demo [-- --keep] [--verbose]`: everything on this machine, nothing else needed. */
async function demo(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => !['--keep', '--verbose', '--playground'].includes(arg));
  if (unknown !== undefined) {
    process.stderr.write(
      `demo: “${unknown}” is not known. Known: --keep (last time's store), --verbose (the bot's log), --playground (also the Agents Playground).\n`,
    );
    process.exitCode = 2;
    return;
  }
  if (!args.includes('--keep')) wipe(dataDir);
  process.stdout.write('Seeding ninety days of history …\n');
  const now = systemClock.now();
  const rows = [...demoHistory({ now }), ...demoAttack({ now, readerFrom: now - readerAgoMs })];
  const world = await startWorld({
    clock: systemClock,
    log: createPinoLog(args.includes('--verbose') ? 'info' : 'error'),
    identity: await startIdentity(),
    geo: await openGeo(process.env.GEO_COUNTRY_DB ?? defaultCountryDatabase()),
    dataDir,
    port: Number(process.env.PORT ?? 3978),
    pagePort: 3979,
    forgottenGrant: true,
    env: { POLL_INTERVAL_SECONDS: '10' },
    beforeBot: ({ logAnalytics }) => addTenantRows(logAnalytics, rows),
  });
  const playground = args.includes('--playground') ? await startPlayground(world) : undefined;
  process.stdout.write(
    [
      '',
      `  Chat page   ${world.emulators.teams.pageUrl}   (channel “Console alerts”; switch persons at the top)`,
      `  Bot         http://127.0.0.1:${world.service.port}/readyz`,
      ...(playground === undefined
        ? []
        : [
            `  Playground  ${playground.url}   (you are Lee; write “@bot subscribe” in the channel; approvals and dialogs do not work there)`,
          ]),
      '',
      '  The first alert is on its way. Ctrl+C stops everything.',
      '',
    ].join('\n'),
  );
  void world.service.poll();
  const stop = () => {
    Promise.all([playground?.close(), world.close()]).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

demo(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
