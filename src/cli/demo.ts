import { join } from 'node:path';
import { systemClock } from '../core/clock';
import { startIdentity } from '../local/identity/identity-emulator';
import { demoAttack, demoHistory } from '../local/tenant/demo';
import { createPinoLog } from '../service/pino-log';
import { demoArguments } from './demo/arguments';
import { isFree } from './demo/free-port';
import { defaultCountryDatabase, openGeo } from './replay/geo';
import { startPlayground } from './world/playground';
import { addTenantRows } from './world/rows';
import { startWorld, wipe } from './world/start-world';

/** Visible two minutes after the start: a second, lesser alert arrives while the first one is being handled. */
const readerAgoMs = 6 * 60_000;

const dataDir = join('data', 'demo');

/** `npm run demo [-- --keep] [--verbose] [--playground] [--port N]`: everything on this machine, nothing else needed. */
async function demo(args: readonly string[]): Promise<void> {
  const read = demoArguments(args, process.env);
  if (!read.ok) {
    process.stderr.write(`demo: ${read.message} ${read.remedy}\n`);
    process.exitCode = 2;
    return;
  }
  const { port, pagePort } = read.value;
  for (const each of [port, pagePort])
    if (!(await isFree(each)))
      throw new Error(
        `port ${each} is taken: another process listens there. Stop it, or name another: npm run demo -- --port 4978`,
      );
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
    port,
    pagePort,
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
