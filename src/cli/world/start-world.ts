import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../chat/commands';
import { readPolicyInForce } from '../../config/policy-in-force';
import { describeProblem } from '../../config/problem';
import { readConfig } from '../../config/read-config';
import type { Clock } from '../../core/clock';
import type { Log } from '../../core/log';
import type { IdentityEmulator } from '../../local/identity/identity-emulator';
import type { GeoLookup } from '../../local/kql';
import { demoPolicyFile } from '../../local/tenant/demo';
import { policySource } from '../../service/policy-reload';
import { type Service, startService } from '../../service/start-service';
import { openStore } from '../../store/open-store';
import type { Store } from '../../store/store';
import { type DemoTenant, demoTenant } from './demo-tenant';
import { type Emulators, environmentFor, startEmulators } from './emulators';

export interface WorldOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: IdentityEmulator;
  readonly geo: GeoLookup;
  readonly dataDir: string;
  /** Port of the bot; 0 = any. */
  readonly port?: number;
  readonly pagePort?: number;
  /** Replaces the demo's policy file. */
  readonly policy?: unknown;
  /** See `demoTenant`. */
  readonly forgottenGrant?: boolean;
  /** Fills the emulators before the bot looks. */
  readonly beforeBot?: (emulators: Emulators) => void;
  /** Replaces or adds environment variables; undefined removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The bot and everything around it on one machine: the demo, and each story of the tests. */
export interface World {
  readonly tenant: DemoTenant;
  readonly emulators: Emulators;
  readonly service: Service;
  readonly store: Store;
  readonly env: Readonly<Record<string, string>>;
  /** What the bot reads at its next start or reload. */
  writePolicy(policy: unknown): void;
  /** Stops the bot as a kill would, and starts it anew on the same store. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts emulators, then the bot against them through the very environment an operator would set. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { clock, log, identity, geo, dataDir } = options;
  const tenant = demoTenant(clock.now(), { forgottenGrant: options.forgottenGrant ?? false });
  let botPort = 0;
  const emulators = await startEmulators({
    tenant,
    clock,
    geo,
    identity,
    botEndpoint: () => `http://127.0.0.1:${botPort}/api/messages`,
    commands: commands.map(({ id, summary }) => ({ title: id, description: summary })),
    ...(options.pagePort === undefined ? {} : { pagePort: options.pagePort }),
  });
  options.beforeBot?.(emulators);
  mkdirSync(dataDir, { recursive: true });
  const policyFile = join(dataDir, 'policy.json');
  const writePolicy = (policy: unknown) => writeFileSync(policyFile, JSON.stringify(policy, null, 2));
  writePolicy(options.policy ?? demoPolicyFile);
  const env = cleaned({
    ...environmentFor({ tenant, port: options.port ?? 0, dataDir: join(dataDir, 'store'), policyFile }, emulators),
    ...options.env,
  });
  // @azure/identity and the Bot Framework read these two from the process itself.
  Object.assign(process.env, identity.environment);

  async function startBot(): Promise<{ service: Service; store: Store }> {
    const reading = readConfig(env);
    if (!reading.ok) throw new Error(reading.problems.map(describeProblem).join('\n'));
    const policy = await readPolicyInForce(reading.value, env);
    if (!policy.ok) throw new Error(policy.problems.map(describeProblem).join('\n'));
    const opened = await openStore({ dataDir: join(dataDir, 'store') });
    if (!opened.ok) throw new Error(opened.message);
    const store = opened.value;
    const service = await startService({
      config: reading.value,
      policy: policySource(policy.value, () => readPolicyInForce(reading.value, env)),
      store,
      clock,
      log,
      host: '127.0.0.1',
      facts: [
        {
          name: 'geo data',
          state: 'warning',
          says: 'countries come from WHOIS and ASN registrations (package geo-whois-asn-country 2026-06-17): where a network is registered, which is not always where it is used',
        },
      ],
    });
    botPort = service.port;
    return { service, store };
  }

  let bot = await startBot();
  return {
    tenant,
    emulators,
    env,
    writePolicy,
    get service() {
      return bot.service;
    },
    get store() {
      return bot.store;
    },
    async restart() {
      await bot.service.close();
      await bot.store.close();
      bot = await startBot();
    },
    async close() {
      await bot.service.close();
      await bot.store.close();
      await emulators.close();
    },
  };
}

export function wipe(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true });
}

function cleaned(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
