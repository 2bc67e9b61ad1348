import { growAlert, openAlert } from '../../../src/alerts/grouping';
import { muteChoices } from '../../../src/chat/mutes/choices';
import { readScope } from '../../../src/chat/mutes/read-scope';
import { networks } from '../../../src/geo/networks';
import { finding, machineId, rob, start } from '../../support/findings';

const robs = openAlert('A-1', finding({ machine: 'web1', ip: '198.51.100.7' }), start, []);
const deploy = {
  objectId: 'd0000000-0000-4000-8000-000000000000',
  displayName: 'deploy',
  type: 'servicePrincipal',
} as const;
const read = (text: string, alerts = [robs]) => readScope(text, alerts, networks);
const principal = { objectId: rob.objectId, name: rob.displayName };
const machine = machineId('web1');

describe('what is to be muted, as people write it', () => {
  test.each([
    ['rob@contoso.com', { principal }],
    ['ROB', { principal }],
    [rob.objectId, { principal }],
    ['web1', { machine }],
    [machineId('db9'), { machine: machineId('db9') }],
    ['198.51.100.7', { network: '198.51.100.7/32' }],
    ['198.51.100.0/24', { network: '198.51.100.0/24' }],
    ['2001:db8:1::/48', { network: '2001:db8:1::/48' }],
    ['as5607', { network: 'AS5607' }],
    ['rob@contoso.com on web1', { principal, machine }],
    ['rob from 198.51.100.0/24 on WEB1', { principal, machine, network: '198.51.100.0/24' }],
    ['on web1 from AS5607', { machine, network: 'AS5607' }],
  ])('%s', (text, scope) => {
    expect(read(text)).toEqual({ ok: true, value: scope });
  });

  test.each([
    ['nobody@contoso.com', 'unknown-name'],
    ['rob on web9', 'unknown-name'],
    ['rob from home', 'unknown-name'],
    ['999.1.1.1', 'unknown-name'],
    ['198.51.100.0/33', 'unknown-name'],
  ])('%s is not known, and nothing is guessed', (text, reason) => {
    expect(read(text)).toMatchObject({ ok: false, reason });
  });

  test('two things of one name are refused', () => {
    const other = openAlert('A-2', finding({ machine: 'rob', id: 'x' }), start, []);
    expect(read('rob', [robs, other])).toMatchObject({ reason: 'ambiguous' });
    const twins = ['d1', 'd2'].map((objectId) =>
      openAlert(`A-${objectId}`, finding({ id: objectId, principal: { ...deploy, objectId } }), start, []),
    );
    expect(read('deploy', twins)).toMatchObject({ reason: 'ambiguous' });
  });
});

describe('what a card offers to mute', () => {
  test('each machine and network as seen, the newest first, then one dimension alone', () => {
    const grown = growAlert(robs, finding({ machine: 'dc01', minutes: 5, ip: '203.0.113.9' }), start);
    expect(muteChoices(grown, networks)).toEqual([
      { value: 'narrow-0', scope: { principal, machine: machineId('dc01'), network: '203.0.113.0/24' } },
      { value: 'narrow-1', scope: { principal, machine, network: '198.51.100.0/24' } },
      { value: 'principal', scope: { principal } },
      { value: 'machine', scope: { machine: machineId('dc01') } },
      { value: 'network', scope: { network: '203.0.113.0/24' } },
    ]);
  });

  test('no network when the session came from several', () => {
    const both = finding({ machine: 'web1' });
    const session = { ...both.session, sourceIps: ['198.51.100.7', '203.0.113.9'] };
    const [first] = muteChoices(openAlert('A-1', { ...both, session }, start, []), networks);
    expect(first?.scope).toEqual({ principal, machine });
  });
});
