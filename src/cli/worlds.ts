import { startIdentity } from '../local/identity/identity-emulator';
import { contosoTenantId } from '../local/tenant/people';
import { createPinoLog } from '../service/pino-log';
import { defaultCountryDatabase, openGeo } from './replay/geo';
import { startControlServer } from './worlds/control-server';
import { createHistory } from './worlds/history';

/** `npm run worlds`: a host of worlds (bot and emulators) for the story tests; prints `{"control": "http://127.0.0.1:…"}` when it is ready. */
async function worlds(): Promise<void> {
  const control = await startControlServer({
    log: createPinoLog(process.env.WORLDS_LOG ?? 'error', process.stderr),
    identity: await startIdentity({ tenantId: contosoTenantId }),
    geo: await openGeo(process.env.GEO_COUNTRY_DB ?? defaultCountryDatabase()),
    history: createHistory(),
  });
  const stop = () => {
    control.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // The parent holds the other end: when it dies, so does this process.
  process.stdin.resume();
  process.stdin.once('end', stop);
  process.stdout.write(`${JSON.stringify({ control: control.url })}\n`);
}

worlds().catch((error: unknown) => {
  process.stderr.write(`worlds: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
