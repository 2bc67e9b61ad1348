import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, systemClock } from '../../../src/core/clock';
import { builtInRole } from '../../../src/local/arm/built-in-roles';
import { type IdentityEmulator, startIdentity } from '../../../src/local/identity/identity-emulator';
import { contosoTenantId, people } from '../../../src/local/tenant/people';
import { type Clinic, type Examination, openClinic, writerCondition } from './clinic';

let identity: IdentityEmulator;
let clinic: Clinic;

beforeAll(async () => {
  identity = await startIdentity({ tenantId: contosoTenantId });
  // @azure/identity reads these from the process and keeps them.
  Object.assign(process.env, identity.environment);
});
beforeEach(async () => {
  clinic = await openClinic(identity);
});
afterEach(async () => {
  identity.faults.clear();
  await clinic.close();
});
afterAll(() => identity.close());

/** The lines of one name, and the exit code. */
async function linesOf(name: string, options?: Examination) {
  const { code, lines } = await clinic.examine(options);
  return { code, lines: lines.filter((line) => line.slice(9).startsWith(name)), all: lines };
}

const isBad = (text: string | RegExp) =>
  expect.stringMatching(new RegExp(`^BAD .*${typeof text === 'string' ? text : text.source}`));
const warns = (text: string) => expect.stringMatching(new RegExp(`^warning .*${text}`));

describe('a healthy tenant', () => {
  it('has a line for everything, nothing bad, and the summary last', async () => {
    const { code, lines } = await clinic.examine();
    expect(lines.filter((line) => line.startsWith('BAD'))).toEqual([]);
    expect(code).toBe(0);
    const names = [
      'configuration',
      'policy',
      'clock',
      'reader cred',
      'writer cred',
      'workspace',
      'subscriptions',
      'table',
      'geography',
    ];
    const further = [
      'subscription ',
      'writer rights',
      'responders',
      'approvers',
      'owners of',
      'control',
      'bot reg',
      'channel',
      'store',
      'disk',
    ];
    for (const name of [...names, ...further]) expect(lines.some((line) => line.slice(9).startsWith(name))).toBe(true);
    expect(lines.at(-1)).toMatch(/^\d+ good, \d+ warnings, \d+ unknown, 0 bad$/);
  });

  it('gives every line that is not good a remedy', async () => {
    const { lines } = await clinic.examine();
    const asking = lines.slice(0, -1).filter((line) => !line.startsWith('good'));
    expect(asking.length).toBeGreaterThan(0);
    expect(asking.filter((line) => !line.includes(' → '))).toEqual([]);
  });

  it('changes nothing and posts nothing', async () => {
    await clinic.examine();
    expect(clinic.emulators.arm.journal.writes()).toEqual([]);
    expect(clinic.emulators.teams.control.world.channels.length).toBeGreaterThan(0);
  });
});

describe('the environment', () => {
  it('is told whole when it does not read, and nothing is asked then', async () => {
    const { code, lines } = await clinic.examine({ env: { MicrosoftAppId: undefined, POLL_INTERVAL_SECONDS: 'soon' } });
    expect(code).toBe(1);
    expect(lines).toContainEqual(isBad('MicrosoftAppId: is missing'));
    expect(lines).toContainEqual(isBad('POLL_INTERVAL_SECONDS'));
    expect(clinic.emulators.logAnalytics.requests()).toEqual([]);
  });

  it('names what is wrong with the policy file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scw-policy-'));
    const file = join(folder, 'policy.json');
    writeFileSync(file, '{"trustedNetwork": []}');
    expect((await clinic.examine({ env: { POLICY_FILE: file } })).lines).toContainEqual(isBad('trustedNetwork'));
    rmSync(folder, { recursive: true });
  });

  it.each([['--bot', '/somewhere'], ['--cure']])('refuses the arguments %s', async (...args) => {
    expect((await clinic.examine({ args })).code).toBe(2);
  });
});

describe('credentials', () => {
  it('names the API no token can be had for', async () => {
    const AZURE_CLIENT_ID = randomUUID();
    identity.faults.next({
      match: { pathIncludes: `client_id=${AZURE_CLIENT_ID}` },
      fault: {
        kind: 'status',
        status: 400,
        body: { statusCode: 400, message: 'No User Assigned Managed Identity found' },
      },
      times: 50,
    });
    const { code, lines } = await linesOf('reader credentials', { env: { AZURE_CLIENT_ID } });
    expect(lines).toContainEqual(isBad('no token for Azure Resource Manager'));
    expect(code).toBe(1);
  });

  it('says that the identity is of another tenant', async () => {
    const other = randomUUID();
    const { lines } = await linesOf('reader credentials', {
      env: { AZURE_TENANT_ID: other, MicrosoftAppTenantId: other },
    });
    expect(lines).toEqual([isBad(`belongs to tenant ${contosoTenantId}`)]);
  });

  it('does not accept one identity for both', async () => {
    const { lines } = await linesOf('writer credentials', { env: { WRITER_CLIENT_ID: clinic.tenant.readerClientId } });
    expect(lines).toEqual([isBad('one identity')]);
  });

  it('warns that nothing is applied without a writer', async () => {
    const { code, lines } = await linesOf('writer', { env: { WRITER_CLIENT_ID: undefined } });
    expect(lines).toEqual([warns('nothing is ever changed'), expect.stringContaining('good     writer rights: none')]);
    expect(code).toBe(0);
  });
});

describe('the log', () => {
  it('tells a forbidden workspace', async () => {
    clinic.emulators.logAnalytics.faults.next({ kind: 'forbidden', matching: 'AzureActivity' });
    expect((await linesOf('workspace')).lines).toEqual([isBad('insufficient access')]);
  });

  it('tells a workspace that does not exist from one without the table', async () => {
    const ghost = randomUUID();
    const { lines } = await linesOf('workspace', { env: { LOG_ANALYTICS_WORKSPACES: ghost } });
    expect(lines).toEqual([isBad(`${ghost}.*does not exist`)]);
    clinic.emulators.logAnalytics.dropTable('AzureActivity');
    expect((await linesOf('workspace')).lines).toEqual([isBad('no AzureActivity table')]);
  });

  it('warns about a log that has stopped', async () => {
    const { code, lines } = await linesOf('workspace', { clock: new ManualClock(systemClock.now() + 2 * 86_400_000) });
    expect(lines).toEqual([warns('2 d ago')]);
    expect(code).toBe(1);
  });

  it('names the subscription that sends nothing', async () => {
    const silent = randomUUID();
    const SUBSCRIPTIONS = [...clinic.tenant.subscriptionIds, silent].join(',');
    expect((await linesOf('subscriptions in', { env: { SUBSCRIPTIONS } })).lines).toEqual([isBad(silent)]);
  });

  it('says what is lost without a table', async () => {
    clinic.emulators.logAnalytics.dropTable('SigninLogs');
    const { code, lines } = await linesOf('table SigninLogs');
    expect(lines).toEqual([warns('not there: detection goes without countries')]);
    expect(code).toBe(0);
  });

  it('says when countries cannot be looked up', async () => {
    clinic.emulators.logAnalytics.faults.next({ kind: 'server-error', status: 400, matching: 'geo_info' });
    expect((await linesOf('geography')).lines).toEqual([expect.stringMatching(/^unknown/)]);
  });
});

describe('RBAC', () => {
  it.each([
    'roleAssignments',
    'denyAssignments',
    'locks',
    'Microsoft.ResourceGraph',
    'consoleServices',
  ])('tells that %s may not be read', async (pathIncludes) => {
    const fault = { kind: 'status', status: 403, code: 'AuthorizationFailed', message: 'not authorized' } as const;
    clinic.emulators.arm.faults.next({ match: { pathIncludes }, fault });
    const { code, lines } = await linesOf('subscription ');
    expect(lines).toContainEqual(isBad('cannot be read: not authorized'));
    expect(code).toBe(1);
  });

  it('goes on without PIM and says what stays unseen', async () => {
    const fault = {
      kind: 'status',
      status: 400,
      code: 'AadPremiumLicenseRequired',
      message: 'needs a licence',
    } as const;
    clinic.emulators.arm.faults.next({ match: { pathIncludes: 'roleEligibilityScheduleInstances' }, fault });
    expect((await linesOf('subscription ')).lines).toContainEqual(warns('stay unseen'));
  });
});

describe('the writer', () => {
  const sub = () => `/subscriptions/${clinic.tenant.subscriptionIds[0]}`;

  it.each([
    ['owner', 'allows everything'],
    ['contributor', 'allows everything'],
    ['userAccessAdministrator', 'any role to anybody'],
    ['rbacAdministrator', 'any role to anybody'],
    ['virtualMachineContributor', 'opens the Serial Console'],
  ] as const)('may not be %s', async (role, words) => {
    clinic.grantWriter(builtInRole[role], sub());
    const { code, lines } = await linesOf('writer rights');
    expect(lines).toContainEqual(isBad(words));
    expect(code).toBe(1);
  });

  it('is warned about as RBAC Administrator under a condition', async () => {
    clinic.grantWriter(builtInRole.rbacAdministrator, sub(), writerCondition);
    expect((await linesOf('writer rights')).lines).toContainEqual(warns('more than the writer needs'));
  });

  it('needs its condition, and the right itself', async () => {
    clinic.removeWriterRole();
    expect((await linesOf('writer rights')).lines).toContainEqual(isBad('approved changes will fail'));
  });
});

describe('people', () => {
  it('names an id that Entra does not know', async () => {
    const stranger = randomUUID();
    const { lines } = await linesOf('people', { env: { ADMINS: `${people.lee.objectId},${stranger}` } });
    expect(lines).toEqual([isBad(stranger)]);
  });

  it('says that a group cannot be read, and so gives nothing', async () => {
    clinic.emulators.graph.revoke('GroupMember.Read.All');
    const { code, lines } = await linesOf('responders');
    expect(lines).toEqual([isBad('have no role until they can')]);
    expect(code).toBe(1);
  });

  it('warns about a lone approver', async () => {
    const { lines } = await linesOf('approvers', { env: { APPROVERS: people.ana.objectId } });
    expect(lines).toEqual([warns('1 person')]);
  });

  it('names who can put anybody into a group with a role', async () => {
    const group = clinic.emulators.directory.find(clinic.tenant.responders);
    if (group?.kind !== 'group') throw new Error('the responders are a group');
    Object.assign(group.object, { ownerIds: [people.rob.objectId] });
    expect((await linesOf('owners of SOC-Responders')).lines).toEqual([warns('Rob Robertson can put anybody in it')]);
  });
});

describe('control of the bot', () => {
  it('is unknown until somebody says where it is', async () => {
    expect((await linesOf('control of the bot')).lines).toEqual([expect.stringMatching(/^unknown.*--bot/)]);
  });

  it('lists everyone by what they could do, groups with their size', async () => {
    const scope = `/subscriptions/${clinic.tenant.subscriptionIds[0]}/resourceGroups/ops`;
    const { lines } = await linesOf('control of ops', { args: ['--bot', scope] });
    const replace = lines.find((line) => line.includes('replace the program')) ?? '';
    expect(replace).toMatch(/^warning/);
    expect(replace).toContain('Rob Robertson');
    expect(replace).toMatch(/Ops-Admins \(group of \d\)/);
    expect(replace).not.toContain('Jon Price');
    const give = lines.find((line) => line.includes('give such rights')) ?? '';
    expect(give).toContain('Ana Ruiz');
    expect(give).not.toContain('Rob Robertson');
  });
});

describe('Teams', () => {
  it('has no token for a wrong app id', async () => {
    const MicrosoftAppId = randomUUID();
    identity.faults.next({
      match: { pathIncludes: `client_id=${MicrosoftAppId}` },
      fault: { kind: 'status', status: 400, body: { statusCode: 400, message: 'No such identity' } },
      times: 50,
    });
    const { code, lines } = await linesOf('bot registration', { env: { MicrosoftAppId } });
    expect(lines).toEqual([isBad(MicrosoftAppId)]);
    expect(code).toBe(1);
  });

  it('does not reach a channel the app is not in', async () => {
    const { lines } = await linesOf('channel', { env: { ALERT_CHANNEL: '19:elsewhere@thread.tacv2' } });
    expect(lines).toEqual([isBad('19:elsewhere')]);
  });
});

describe('clock and disk', () => {
  it.each([
    [60_000, /^warning .*6\d s ahead/],
    [-600_000, /^BAD .*(59|60)\d s behind/],
  ])('tells a clock %d ms out', async (off, words) => {
    const { lines } = await linesOf('clock', { clock: new ManualClock(systemClock.now() + off) });
    expect(lines).toContainEqual(expect.stringMatching(words));
  });

  it('tells a store that cannot be written to', async () => {
    const DATA_DIR = join(mkdtempSync(join(tmpdir(), 'scw-file-')), 'file');
    writeFileSync(DATA_DIR, 'not a directory');
    chmodSync(DATA_DIR, 0o400);
    const { code, lines } = await linesOf('store', { env: { DATA_DIR } });
    expect(lines).toEqual([isBad('cannot be created')]);
    expect(code).toBe(1);
  });
});

it('prints no secret, whoever puts one into his words', async () => {
  const secret = identity.environment.IDENTITY_HEADER;
  const fault = {
    kind: 'status',
    status: 403,
    code: 'AuthorizationFailed',
    message: `header ${secret} refused`,
  } as const;
  clinic.emulators.arm.faults.next({ match: { pathIncludes: 'locks' }, fault });
  const { all, lines } = await linesOf('subscription ');
  expect(lines).toContainEqual(isBad(/header \[secret\] refused/));
  expect(all.join('\n')).not.toContain(secret);
});
