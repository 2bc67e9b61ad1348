import { decodeEvent, type LogEvent } from '../../src/detection/decode/event';
import { failureOf, statusOf } from '../../src/detection/decode/status';
import { countryCode } from '../../src/geo/country-names';

const oid = 'f409edeb-4d29-44b5-9763-ee9348ad91bb';
const vm = '/subscriptions/S1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm1';
const port = `${vm}/providers/Microsoft.SerialConsole/serialPorts/0`;
const objectIdClaim = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
const upnClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn';
const methodsClaim = 'http://schemas.microsoft.com/claims/authnmethodsreferences';

const row = {
  EventDataId: 'e1',
  TimeGenerated: '2026-03-01T02:14:05.000Z',
  VisibleAt: '2026-03-01T02:20:00.000Z',
  OperationNameValue: 'MICROSOFT.SERIALCONSOLE/SERIALPORTS/CONNECT/ACTION',
  ActivityStatusValue: 'Success',
  CorrelationId: 'C1',
  Caller: 'rob@contoso.com',
  Ip: '198.51.100.7',
  _ResourceId: port,
  SubscriptionId: 'S1',
  Claims_d: { [objectIdClaim]: oid, [upnClaim]: 'rob@contoso.com', ipaddr: '203.0.113.9', [methodsClaim]: 'pwd,mfa' },
};

function decoded(changes: Record<string, unknown>): LogEvent {
  const result = decodeEvent({ ...row, ...changes });
  if (!result.ok) throw new Error(result.why);
  return result.event;
}

test('a plain connect', () => {
  expect(decoded({})).toMatchObject({
    kind: 'connect',
    status: 'success',
    correlationId: 'c1',
    target: vm,
    subscriptionId: 's1',
    port: '0',
    ip: '198.51.100.7',
    facts: { objectId: oid, name: 'rob@contoso.com', type: 'user', tokenIp: '203.0.113.9', mfa: 'yes' },
  });
});

describe('quirks of the Activity log', () => {
  test.each([
    ['claims as JSON text in the dynamic column', { Claims_d: JSON.stringify(row.Claims_d) }],
    ['claims only in the old string column', { Claims_d: null, Claims: JSON.stringify(row.Claims_d) }],
  ])('%s', (_, changes) => expect(decoded(changes).facts.objectId).toBe(oid));

  test('a dash-less object id in the evidence gets its dashes back', () => {
    const evidence = { principalId: oid.replace(/-/g, '').toUpperCase(), principalType: 'User', role: 'Owner' };
    const { facts } = decoded({ Claims_d: null, Authorization_d: { evidence } });
    expect(facts.objectId).toBe(oid);
    expect(facts.evidence).toMatchObject({ role: 'Owner', principalId: oid });
  });

  test('a group in the evidence is not the caller', () => {
    const evidence = { principalId: '11111111-1111-4111-8111-111111111111', principalType: 'Group' };
    expect(decoded({ Claims_d: null, Authorization_d: { evidence } }).facts.objectId).toBeUndefined();
  });

  test('a GUID as caller is a workload', () => {
    expect(decoded({ Claims_d: null, Caller: oid.toUpperCase() }).facts).toMatchObject({
      objectId: oid,
      type: 'servicePrincipal',
    });
  });

  test('a managed identity names its resource', () => {
    const claims = { [objectIdClaim]: oid, xms_mirid: `${vm}` };
    expect(decoded({ Claims_d: claims, Caller: oid }).facts.type).toBe('managedIdentity');
  });

  test.each([
    ['upper case', port.toUpperCase(), undefined, vm.toUpperCase()],
    [
      'a scale-set instance',
      '/subscriptions/S1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets/ss/virtualMachines/3/providers/Microsoft.SerialConsole/serialPorts/0',
      undefined,
      '/subscriptions/S1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachineScaleSets/ss/virtualMachines/3',
    ],
    ['only the authorization scope names the machine', '', { scope: port }, vm],
    [
      'no machine in the path',
      '/subscriptions/S1/resourceGroups/rg/providers/Microsoft.SerialConsole/serialPorts/0',
      undefined,
      '/subscriptions/S1/resourceGroups/rg/providers/Microsoft.SerialConsole/serialPorts/0',
    ],
    ['nothing at all', null, undefined, 'unknown'],
  ])('target: %s', (_, _ResourceId, Authorization_d, expected) =>
    expect(decoded({ _ResourceId, Authorization_d }).target).toBe(expected));

  test('a password alone is a no, other methods without mfa are unknown', () => {
    expect(decoded({ Claims_d: { [methodsClaim]: 'pwd' } }).facts.mfa).toBe('no');
    expect(decoded({ Claims_d: { [methodsClaim]: 'rsa,fido' } }).facts.mfa).toBeUndefined();
  });

  test('a role assignment body is read in either case', () => {
    const write = 'Microsoft.Authorization/roleAssignments/write';
    const at = { OperationNameValue: write, _ResourceId: `${vm}/providers/Microsoft.Authorization/roleAssignments/x` };
    for (const properties of ['Properties', 'properties']) {
      const body = JSON.stringify({ [properties]: { PrincipalId: oid.toUpperCase(), RoleDefinitionId: '/a/b/R1' } });
      expect(decoded({ ...at, Properties_d: { requestbody: body } }).grant).toEqual({
        principalId: oid,
        roleDefinitionId: 'r1',
        scope: vm,
      });
    }
  });

  test('a null datetime arrives as 1970 and is none', () =>
    expect(decodeEvent({ ...row, TimeGenerated: new Date(0) })).toMatchObject({ ok: false, id: 'e1' }));

  test('a row without operation is refused with its id', () =>
    expect(decodeEvent({ ...row, OperationNameValue: '' })).toMatchObject({ ok: false, id: 'e1' }));
});

test.each([
  ['Start', 'start'],
  ['Started', 'start'],
  ['Success', 'success'],
  ['succeeded', 'success'],
  ['Accept', 'accepted'],
  ['Accepted', 'accepted'],
  ['Failure', 'failure'],
  ['Failed', 'failure'],
  ['', 'other'],
])('status %s is %s', (text, expected) => expect(statusOf(text)).toBe(expected));

describe('why a connect failed', () => {
  test('no right', () => expect(failureOf('Forbidden (HTTP Status Code: 403)', undefined).kind).toBe('denied'));
  test('a deny assignment', () => {
    const message = JSON.stringify({ error: { code: 'DenyAssignmentAuthorizationFailed', message: 'denied' } });
    expect(failureOf(undefined, { statusCode: 'Forbidden', statusMessage: message })).toEqual({
      kind: 'denied',
      words: 'Forbidden, DenyAssignmentAuthorizationFailed',
    });
  });
  test('a stopped machine is no refusal', () => {
    const message = JSON.stringify({ error: { code: 'Conflict', message: 'the VM is not running' } });
    expect(failureOf('Conflict (HTTP Status Code: 409)', { statusMessage: message }).kind).toBe('other');
  });
});

test.each([
  ['Germany', 'DE'],
  ['de', 'DE'],
  ['Czech Republic', 'CZ'],
  ['Bosnia and Herzegovina', 'BA'],
  ['Hong Kong', 'HK'],
  ['Ivory Coast', 'CI'],
  ['', undefined],
  ['Nowhere', undefined],
])('country %s is %s', (name, code) => expect(countryCode(name)).toBe(code));
