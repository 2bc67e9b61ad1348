import { inspect } from 'node:util';
import type { Config } from '../../src/config/config';
import { describeProblem, type Problem } from '../../src/config/problem';
import { readConfig, readPackageConfig, readStoreConfig } from '../../src/config/read-config';

const appId = '11111111-1111-4111-8111-111111111111';
const tenant = '22222222-2222-4222-8222-222222222222';
const workspace = '33333333-3333-4333-8333-333333333333';
const person = '44444444-4444-4444-8444-444444444444';

const least = {
  MicrosoftAppId: appId,
  MicrosoftAppPassword: 'planted-secret',
  MicrosoftAppTenantId: tenant,
  LOG_ANALYTICS_WORKSPACES: workspace,
};

function config(env: Record<string, string | undefined> = {}): Config {
  const reading = readConfig({ ...least, ...env });
  if (!reading.ok) throw new Error(reading.problems.map(describeProblem).join('\n'));
  return reading.value;
}

function problems(env: Record<string, string | undefined>): readonly Problem[] {
  const reading = readConfig({ ...least, ...env });
  return reading.ok ? [] : reading.problems;
}

const namesOf = (env: Record<string, string | undefined>) => problems(env).map(({ name }) => name);

describe('what the writer may restore', () => {
  it('is nothing but the smaller roles unless it is said', () => {
    expect(config().azure.writerRestoresContributor).toBe(false);
    expect(config({ WRITER_RESTORES_CONTRIBUTOR: '1' }).azure.writerRestoresContributor).toBe(true);
    expect(namesOf({ WRITER_RESTORES_CONTRIBUTOR: 'yes' })).toContain('WRITER_RESTORES_CONTRIBUTOR');
  });
});

describe('what the bot is registered as', () => {
  const withoutSecret = { MicrosoftAppPassword: '' };
  it('is asked for when neither type nor secret is set, and MultiTenant is not what is proposed', () => {
    const [problem] = problems(withoutSecret);
    expect(problem?.name).toBe('MicrosoftAppPassword');
    expect(problem?.remedy).toMatch(/^Set MicrosoftAppType to SingleTenant or UserAssignedMSI/);
  });

  it('is one problem when it cannot be read, without a second about its secret', () => {
    const found = problems({ ...withoutSecret, MicrosoftAppType: 'Managed' });
    expect(found.map(({ name }) => name)).toEqual(['MicrosoftAppType']);
    expect(found[0]?.remedy).toContain('SingleTenant or UserAssignedMSI');
  });

  it('needs the secret as SingleTenant and none as UserAssignedMSI, in any spelling', () => {
    expect(namesOf({ ...withoutSecret, MicrosoftAppType: 'singletenant' })).toEqual(['MicrosoftAppPassword']);
    expect(namesOf({ ...withoutSecret, MicrosoftAppType: 'userassignedmsi' })).toEqual([]);
  });
});

it('warns when nobody can administer the bot', () => {
  const warned = (env: Record<string, string>) => readConfig({ ...least, ...env }).warnings.map(({ name }) => name);
  expect(warned({ RESPONDERS: person })).toContain('ADMINS');
  expect(warned({ ADMINS: person })).not.toContain('ADMINS');
});

describe('the port of the figures', () => {
  it('is that of the service unless it is said, and never the same number', () => {
    expect(config().http.metricsPort).toBeUndefined();
    expect(config({ METRICS_PORT: '9464' }).http).toEqual({ port: 3978, metricsPort: 9464 });
    expect(namesOf({ METRICS_PORT: '3978' })).toEqual(['METRICS_PORT']);
    expect(namesOf({ PORT: '8080', METRICS_PORT: '8080' })).toEqual(['METRICS_PORT']);
    expect(namesOf({ METRICS_PORT: 'http' })).toEqual(['METRICS_PORT']);
    expect(config({ PORT: '0', METRICS_PORT: '0' }).http).toEqual({ port: 0, metricsPort: 0 });
  });
});

describe('readConfig', () => {
  it('fills in every default from four variables', () => {
    const read = config();
    expect(read).toMatchObject({
      http: { port: 3978 },
      bot: { appId, type: 'MultiTenant', tenantId: tenant, serviceUrl: 'https://smba.trafficmanager.net/teams' },
      azure: {
        cloud: 'public',
        tenantId: tenant,
        subscriptions: [],
        authorityHost: 'https://login.microsoftonline.com',
      },
      logs: { workspaces: [workspace] },
      store: { kind: 'embedded', dataDir: './data', retentionDays: 400 },
      poll: { intervalMs: 60_000, baselineDays: 90 },
      geo: {},
      policy: {},
      local: { allowInsecureLoopback: false },
    });
    expect(read.azure.writerClientId).toBeUndefined();
  });

  it('is frozen all the way down', () => {
    const read = config({ RESPONDERS: person });
    for (const part of [read, read.bot, read.bot.framework, read.azure.arm, read.people.responders.users])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it('names all problems at once, each with a remedy', () => {
    const reading = readConfig({
      PORT: '70000',
      POLL_INTERVAL_SECONDS: 'soon',
      ARM_ENDPOINT: 'http://arm.example',
      RESPONDERS: 'rob@contoso.com',
      AZURE_CLOUD: 'mars',
      SUBSCRIPTIONS: 'prod-01',
    });
    if (reading.ok) throw new Error('accepted');
    expect(reading.problems.map(({ name }) => name).sort()).toEqual(
      [
        'ARM_ENDPOINT',
        'AZURE_CLOUD',
        'LOG_ANALYTICS_WORKSPACES',
        'MicrosoftAppId',
        'MicrosoftAppPassword',
        'MicrosoftAppTenantId',
        'POLL_INTERVAL_SECONDS',
        'PORT',
        'RESPONDERS',
        'SUBSCRIPTIONS',
      ].sort(),
    );
    for (const { remedy } of reading.problems) expect(remedy).toMatch(/\.$/);
  });

  it('reports a value used by two areas once', () => {
    expect(namesOf({ MicrosoftAppTenantId: 'contoso' })).toEqual(['MicrosoftAppTenantId']);
  });

  it.each(['', '  ', undefined])('takes %p for a missing secret', (MicrosoftAppPassword) => {
    expect(namesOf({ MicrosoftAppPassword })).toEqual(['MicrosoftAppPassword']);
  });

  it('needs no password for a managed identity or with a certificate', () => {
    const none = { MicrosoftAppPassword: undefined };
    expect(config({ ...none, MicrosoftAppType: 'UserAssignedMsi' }).bot.type).toBe('UserAssignedMSI');
    const certificate = { CertificateThumbprint: 'AB', CertificatePrivateKey: '-----BEGIN' };
    expect(config({ ...none, ...certificate }).bot.certificate?.privateKey.reveal()).toBe('-----BEGIN');
    expect(namesOf({ CertificateThumbprint: 'AB' })).toEqual(['CertificatePrivateKey']);
  });

  it('shows no secret when logged or serialised', () => {
    const read = config({
      DATABASE_URL: 'postgres://bot:planted-secret@db/watch',
      IDENTITY_ENDPOINT: 'http://127.0.0.1:4141/msi/token',
      IDENTITY_HEADER: 'planted-secret',
    });
    expect(JSON.stringify(read) + inspect(read, { depth: 9 }) + String(read.bot.password)).not.toContain('planted');
    expect(read.bot.password?.reveal()).toBe('planted-secret');
    expect(JSON.stringify(problems({ DATABASE_URL: 'mysql://bot:planted-secret@db' }))).not.toContain('planted');
  });

  it('keeps the tenant apart from other people when only the Azure tenant is named', () => {
    expect(config({ MicrosoftAppTenantId: undefined, AZURE_TENANT_ID: tenant }).bot.tenantId).toBe(tenant);
  });

  it('fills in the whole Bot Framework group when the OpenID metadata is set alone', () => {
    const { framework } = config({
      ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:5000/openid',
      ALLOW_INSECURE_LOOPBACK: '1',
    }).bot;
    expect(framework).toMatchObject({
      ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:5000/openid',
      ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToChannelFromBotOAuthScope: 'https://api.botframework.com',
      ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    });
    expect(Object.values(framework)).not.toContain(undefined);
  });

  it('knows the government channel and refuses others', () => {
    const { bot } = config({ ChannelService: 'https://botframework.azure.us' });
    expect(bot.framework.ToBotFromChannelTokenIssuer).toBe('https://api.botframework.us');
    expect(bot.serviceUrl).toContain('gov');
    expect(namesOf({ ChannelService: 'https://botframework.azure.cn' })).toEqual(['ChannelService']);
  });
});

describe('endpoints', () => {
  it.each([
    ['public', 'https://management.azure.com', 'https://api.loganalytics.io', 'https://graph.microsoft.com'],
    ['usgov', 'https://management.usgovcloudapi.net', 'https://api.loganalytics.us', 'https://graph.microsoft.us'],
    [
      'china',
      'https://management.chinacloudapi.cn',
      'https://api.loganalytics.azure.cn',
      'https://microsoftgraph.chinacloudapi.cn',
    ],
  ])('follow the cloud: %s', (AZURE_CLOUD, arm, logs, graph) => {
    const read = config({ AZURE_CLOUD });
    expect(read.azure.arm).toEqual({ origin: arm, scope: `${arm}/.default` });
    expect(read.logs.endpoint).toEqual({ origin: logs, scope: `${logs}/.default` });
    expect(read.azure.graph).toEqual({ origin: graph, scope: `${graph}/.default` });
  });

  it('keep the scope of the cloud when the origin is overridden', () => {
    const read = config({ LOG_ANALYTICS_ENDPOINT: 'https://logs.example:8443/' });
    expect(read.logs.endpoint).toEqual({
      origin: 'https://logs.example:8443',
      scope: 'https://api.loganalytics.io/.default',
    });
  });

  it.each([
    ['http://logs.example', '1'],
    ['http://127.0.0.1:4000', undefined],
    ['http://127.0.0.1.evil.example', '1'],
    ['http://0.0.0.0:4000', '1'],
    ['https://logs.example/v1', '1'],
    ['https://user:pass@logs.example', '1'],
    ['logs.example', '1'],
    ['file:///etc/passwd', '1'],
  ])('refuse %s (loopback flag %s)', (LOG_ANALYTICS_ENDPOINT, ALLOW_INSECURE_LOOPBACK) => {
    expect(namesOf({ LOG_ANALYTICS_ENDPOINT, ALLOW_INSECURE_LOOPBACK })).toEqual(['LOG_ANALYTICS_ENDPOINT']);
  });

  it.each([
    'http://127.0.0.1:4000',
    'http://127.9.9.9',
    'http://[::1]:4000',
    'http://localhost:4000',
  ])('accept %s on the machine itself with the flag', (ARM_ENDPOINT) => {
    expect(config({ ARM_ENDPOINT, ALLOW_INSECURE_LOOPBACK: '1' }).azure.arm.origin).toBe(ARM_ENDPOINT);
  });

  it('let the service URL have a path', () => {
    expect(config({ TEAMS_SERVICE_URL: 'https://smba.example/amer/' }).bot.serviceUrl).toBe(
      'https://smba.example/amer',
    );
    expect(namesOf({ TEAMS_SERVICE_URL: 'http://smba.example/amer' })).toEqual(['TEAMS_SERVICE_URL']);
  });

  it("accept the platform's own token endpoint on loopback and link-local addresses only", () => {
    const IDENTITY_HEADER = 'h';
    for (const IDENTITY_ENDPOINT of ['http://localhost:42356/msi/token', 'http://169.254.129.2:8081/msi/token'])
      expect(config({ IDENTITY_ENDPOINT, IDENTITY_HEADER }).azure.managedIdentity?.endpoint).toBe(IDENTITY_ENDPOINT);
    expect(namesOf({ IDENTITY_ENDPOINT: 'http://tokens.example', IDENTITY_HEADER })).toEqual(['IDENTITY_ENDPOINT']);
    expect(namesOf({ IDENTITY_ENDPOINT: 'http://localhost/msi/token', IDENTITY_HEADER: ' ' })).toEqual([
      'IDENTITY_HEADER',
    ]);
  });
});

describe('people, store and ranges', () => {
  it('tells object ids from groups, without case, once each', () => {
    const { people } = config({ APPROVERS: `${person.toUpperCase()}, group:${tenant} ,${person},` });
    expect(people.approvers).toEqual({ users: [person], groups: [tenant] });
    expect(namesOf({ ADMINS: 'group:admins' })).toEqual(['ADMINS']);
  });

  it('warns when nobody could act, without refusing', () => {
    const reading = readConfig(least);
    expect(reading.warnings.map(({ name }) => name)).toEqual(['RESPONDERS', 'ADMINS', 'APPROVERS']);
  });

  it('takes PostgreSQL by its URL and nothing else', () => {
    expect(config({ DATABASE_URL: 'postgres://db/watch' }).store.kind).toBe('postgres');
    expect(namesOf({ DATABASE_URL: 'mysql://db/watch' })).toEqual(['DATABASE_URL']);
    expect(config({ DATA_DIR: '/var/lib/watch' }).store).toMatchObject({ kind: 'embedded', dataDir: '/var/lib/watch' });
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '39.78'],
    ['PORT', '-1'],
    ['POLL_INTERVAL_SECONDS', '0'],
    ['BASELINE_DAYS', '1e3'],
    ['RETENTION_DAYS', 'forever'],
    ['ALLOW_INSECURE_LOOPBACK', 'yes'],
    ['MicrosoftAppType', 'Any'],
    ['WRITER_CLIENT_ID', 'writer'],
    ['BOT_DOMAIN', 'https://bot.example'],
  ])('refuses %s=%s', (name, value) => {
    expect(namesOf({ [name]: value })).toEqual([name]);
  });
});

describe('parts of the environment', () => {
  it('the app package needs the app id and the domain, nothing else', () => {
    const env = { MicrosoftAppId: appId, BOT_DOMAIN: 'Bot.Contoso.com' };
    expect(readPackageConfig(env)).toMatchObject({ ok: true, value: { appId, botDomain: 'bot.contoso.com' } });
    const nothing = readPackageConfig({});
    expect(nothing.ok ? [] : nothing.problems.map(({ name }) => name)).toEqual(['MicrosoftAppId', 'BOT_DOMAIN']);
  });

  it('a store command needs the store alone', () => {
    expect(readStoreConfig({})).toMatchObject({ ok: true, value: { dataDir: './data' } });
    expect(readStoreConfig({ DATABASE_URL: 'x' }).ok).toBe(false);
  });
});
