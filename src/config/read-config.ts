import { readAzure } from './azure-environment';
import { readBot } from './bot-environment';
import type { Config, Holders, StoreConfig } from './config';
import { type Environment, EnvironmentReader } from './environment';
import { Findings, type Reading } from './problem';

/**
 * Turns the environment into one frozen Config, or into all of its problems at once. Pure: reads no file and no global.
 * A refused value is never replaced by a default.
 */
export function readConfig(environment: Environment): Reading<Config> {
  const findings = new Findings();
  // Names are checked in several areas (the tenant by bot and Azure): one finding a value is enough.
  const env = new EnvironmentReader(environment, findings);
  const allowInsecureLoopback = env.flag('ALLOW_INSECURE_LOOPBACK');
  const botDomain = readBotDomain(env);
  const { azure, logs } = readAzure(env, allowInsecureLoopback);
  const file = env.text('POLICY_FILE');
  const config: Config = {
    http: { ...readPorts(env), ...present('botDomain', botDomain) },
    bot: readBot(env, allowInsecureLoopback),
    azure,
    logs,
    store: readStore(env),
    poll: {
      intervalMs: env.integer('POLL_INTERVAL_SECONDS', 60, 1, 3600) * 1000,
      baselineDays: env.integer('BASELINE_DAYS', 90, 1, 730),
      ...present('heartbeatUrl', env.url('HEARTBEAT_URL', { shape: 'any', insecureLoopback: allowInsecureLoopback })),
    },
    people: readPeople(env),
    geo: {
      ...present('countryDb', env.text('GEO_COUNTRY_DB')),
      ...present('asnDb', env.text('GEO_ASN_DB')),
    },
    policy: present('file', file),
    local: { allowInsecureLoopback },
  };
  return unique(findings).conclude(deepFreeze(config));
}

/** The store alone, for commands that need nothing else. */
export function readStoreConfig(environment: Environment): Reading<StoreConfig> {
  const findings = new Findings();
  return findings.conclude(deepFreeze(readStore(new EnvironmentReader(environment, findings))));
}

/** What the app package is made from: nothing else of the environment is needed. */
export function readPackageConfig(environment: Environment): Reading<PackageConfig> {
  const findings = new Findings();
  const env = new EnvironmentReader(environment, findings);
  const appId = env.guid('MicrosoftAppId') ?? '';
  const botDomain = readBotDomain(env) ?? '';
  if (env.text('MicrosoftAppId') === undefined)
    findings.problem('MicrosoftAppId', 'is missing.', "Set it to the app (client) id of the bot's registration.");
  if (env.text('BOT_DOMAIN') === undefined)
    findings.problem('BOT_DOMAIN', 'is missing.', 'Set the host name under which Teams reaches the bot.');
  return findings.conclude(deepFreeze({ appId, botDomain }));
}

export interface PackageConfig {
  readonly appId: string;
  readonly botDomain: string;
}

/** What Teams must reach anybody reaches; figures for operators may stand on a port of their own. */
function readPorts(env: EnvironmentReader): Pick<Config['http'], 'port' | 'metricsPort'> {
  const port = env.integer('PORT', 3978, 0, 65535);
  if (env.text('METRICS_PORT') === undefined) return { port };
  const metricsPort = env.integer('METRICS_PORT', 9464, 0, 65535);
  if (port !== 0 && port === metricsPort)
    env.findings.problem(
      'METRICS_PORT',
      `is ${port}, the port of the service itself.`,
      'Give /metrics a port of its own, or leave METRICS_PORT out to answer it on PORT.',
    );
  return { port, metricsPort };
}

function readBotDomain(env: EnvironmentReader): string | undefined {
  const domain = env.text('BOT_DOMAIN')?.toLowerCase();
  if (domain === undefined || /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(domain)) return domain;
  env.findings.problem(
    'BOT_DOMAIN',
    `"${domain}" is not a host name.`,
    'Give the host alone, such as bot.contoso.com.',
  );
  return undefined;
}

function readStore(env: EnvironmentReader): StoreConfig {
  const retentionDays = env.integer('RETENTION_DAYS', 400, 1, 3650);
  const url = env.secret('DATABASE_URL');
  const dataDir = env.text('DATA_DIR');
  if (url === undefined) return { kind: 'embedded', dataDir: dataDir ?? './data', retentionDays };
  // The URL holds a password: it is never repeated in a message.
  if (!/^postgres(ql)?:\/\/[^/]/.test(url.reveal().trim()))
    env.findings.problem(
      'DATABASE_URL',
      'is not a PostgreSQL URL.',
      'Write it as postgres://user@host/database, or leave it out and set DATA_DIR for the embedded store.',
    );
  if (dataDir !== undefined)
    env.findings.warning('DATA_DIR', 'is ignored because DATABASE_URL is set.', 'Leave one of them out.');
  return { kind: 'postgres', url, retentionDays };
}

function readPeople(env: EnvironmentReader): Config['people'] {
  const people = {
    responders: env.holders('RESPONDERS'),
    approvers: env.holders('APPROVERS'),
    admins: env.holders('ADMINS'),
  };
  const nobody = ({ users, groups }: Holders) => users.length + groups.length === 0;
  if (nobody(people.responders) && nobody(people.admins))
    env.findings.warning('RESPONDERS', 'is empty: nobody can acknowledge an alert.', 'List object ids or group:<id>.');
  if (nobody(people.admins))
    env.findings.warning(
      'ADMINS',
      'is empty: nobody can subscribe a channel, export or drill.',
      'List object ids or group:<id>.',
    );
  if (nobody(people.approvers))
    env.findings.warning('APPROVERS', 'is empty: no change can be approved.', 'List object ids or group:<id>.');
  return people;
}

function present<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

function unique(findings: Findings): Findings {
  const seen = new Set<string>();
  const distinct = new Findings();
  for (const { name, message, remedy } of findings.problems) {
    if (!seen.has(name + message)) distinct.problem(name, message, remedy);
    seen.add(name + message);
  }
  for (const { name, message, remedy } of findings.warnings) distinct.warning(name, message, remedy);
  return distinct;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
