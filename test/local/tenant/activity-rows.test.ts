import { activityRows, usualDelay } from '../../../src/local/tenant/activity-rows';
import { type Act, failures } from '../../../src/local/tenant/actors';
import { type ExportStyle, plainStyle } from '../../../src/local/tenant/export-style';
import { operationNames } from '../../../src/local/tenant/operations';
import { machines, people, workloads } from '../../../src/local/tenant/people';
import { createRng } from '../../../src/local/tenant/random';
import { minute } from '../../../src/local/tenant/time';

const scope = `${machines.dc01}/providers/Microsoft.SerialConsole/serialPorts/0`;
const act: Act = {
  at: Date.UTC(2026, 4, 20, 2, 10),
  operation: operationNames.connect,
  by: people.rob,
  scope,
  from: '179.208.10.20',
  token: { client: 'portal', methods: ['pwd', 'mfa'], ip: '37.48.64.9', uti: 'u1', deviceId: 'd1' },
  grant: people.rob.grant,
  correlationId: 'c1',
  delayMs: 7 * minute,
};
const write = (style: Partial<ExportStyle> = {}, more: Partial<Act> = {}) =>
  activityRows({ ...act, ...more }, { ...plainStyle, ...style }, 'workspace', createRng('rows'));

describe('rows of one connect', () => {
  it('is a start and a success that share correlation and operation, with events of their own', () => {
    const [start, end, ...rest] = write();
    expect(rest).toEqual([]);
    expect(start).toMatchObject({
      ActivityStatusValue: 'Start',
      CorrelationId: 'c1',
      TimeGenerated: '2026-05-20T02:10:00.000Z',
    });
    expect(end).toMatchObject({
      ActivityStatusValue: 'Success',
      CorrelationId: 'c1',
      OperationId: start?.OperationId,
      _ResourceId: scope,
    });
    expect(end?.EventDataId).not.toBe(start?.EventDataId);
    expect(start?._IngestionTime).toBe('2026-05-20T02:17:00.000Z');
  });

  it('names the person, the token and the role assignment', () => {
    const [start] = write();
    expect(start).toMatchObject({
      Caller: 'rob@contoso.com',
      Claims_d: {
        ipaddr: '37.48.64.9',
        uti: 'u1',
        appid: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
        'http://schemas.microsoft.com/identity/claims/objectidentifier': people.rob.objectId,
        'http://schemas.microsoft.com/claims/authnmethodsreferences': 'pwd,mfa',
      },
      Authorization_d: {
        scope,
        evidence: { role: 'Owner', principalType: 'Group', roleAssignmentScope: people.rob.grant.scope },
      },
    });
  });

  it('has neither name nor address in the claims of a service principal, whose caller is its object id', () => {
    const [start] = write({}, { by: workloads.deploy, token: { client: 'cli', methods: [], ip: '', uti: 'u2' } });
    expect(start?.Caller).toBe(workloads.deploy.objectId);
    expect(Object.keys(start?.Claims_d as object)).not.toEqual(expect.arrayContaining(['ipaddr']));
    expect(start?.Claims_d).toMatchObject({ appid: workloads.deploy.appId, appidacr: '2', uti: 'u2' });
  });

  it('says why it failed', () => {
    const [, end] = write({}, { outcome: 'failure', failure: failures.forbidden });
    expect(end).toMatchObject({
      ActivityStatusValue: 'Failure',
      ActivitySubstatusValue: 'Forbidden (HTTP Status Code: 403)',
    });
    expect(end?.Authorization_d).not.toHaveProperty('evidence');
  });

  it('stays open when the end never comes', () => {
    expect(write({}, { outcome: 'started' }).map((row) => row.ActivityStatusValue)).toEqual(['Start']);
  });
});

describe('the quirks of exports', () => {
  it('writes dynamic columns as text, or only the old ones', () => {
    expect(typeof write({ dynamic: 'text' })[0]?.Claims_d).toBe('string');
    const legacy = write({ dynamic: 'legacy' })[0];
    expect(legacy).not.toHaveProperty('Claims_d');
    expect(JSON.parse(String(legacy?.Claims))).toMatchObject({ name: 'Rob R.' });
  });

  it.each([
    ['start', ['179.208.10.20', '']],
    ['end', ['', '179.208.10.20']],
    ['request', ['', '']],
  ] as const)('carries the address on %s only', (addressOn, addresses) => {
    const rows = write({ addressOn });
    expect(rows.map((row) => row.CallerIpAddress)).toEqual(addresses);
    if (addressOn === 'request') expect(String(rows[1]?.HTTPRequest)).toContain('179.208.10.20');
  });

  it('changes case, words, GUIDs, ports, callers and resource ids', () => {
    const [start, end] = write({
      words: 'old',
      resourceCase: 'upper',
      evidence: 'dashless',
      port: true,
      caller: 'empty',
      operationCase: 'camel',
      resourceId: 'machine',
    });
    expect(start).toMatchObject({
      ActivityStatusValue: 'Started',
      Caller: '',
      CallerIpAddress: '179.208.10.20:50444',
      _ResourceId: machines.dc01.toUpperCase(),
    });
    expect(end?.ActivityStatusValue).toBe('Succeeded');
    expect(end?.OperationNameValue).toBe('Microsoft.Serialconsole/serialports/connect/action');
    expect(JSON.stringify(end?.Authorization_d)).toMatch(/"principalId":"[0-9a-f]{32}"/);
  });

  it('copies every row when two settings export it: same event, later arrival; or with an id of its own', () => {
    const same = write({ copies: 'same-id' });
    expect(same).toHaveLength(4);
    expect(new Set(same.map((row) => row.EventDataId)).size).toBe(2);
    expect(new Set(same.map((row) => row._IngestionTime)).size).toBeGreaterThan(2);
    expect(new Set(write({ copies: 'fresh-id' }).map((row) => row.EventDataId)).size).toBe(4);
  });

  it('takes 3 to 20 minutes to show a row', () => {
    const rng = createRng('delays');
    const delays = Array.from({ length: 2000 }, () => usualDelay(rng) / minute);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(3);
    expect(Math.max(...delays)).toBeLessThanOrEqual(20);
  });
});
