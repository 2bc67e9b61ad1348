import { kinOf, withKin } from '../../src/alerts/kin';
import { finding, openAlert, rob, vm } from '../chat/painting/an-alert';

const eva = { ...rob, objectId: 'aaaaaaaa-0000-4000-8000-000000000009', displayName: 'eva@contoso.com' };

function other(id: string, more: Parameters<typeof openAlert>[0] = {}, ip = '192.0.2.1', target = vm('far')) {
  const one = finding('web1', '01:00');
  return openAlert({
    id,
    principal: eva,
    findings: [{ ...one, session: { ...one.session, sourceIps: [ip], target } }],
    ...more,
  });
}

test('alerts from the same address and on the same machine are named, newest first, and nothing else', () => {
  const others = [
    other('A-20', {}, '198.51.100.7'),
    other('A-19', {}, '192.0.2.1', vm('dc01', 'identity').toUpperCase()),
    other('A-18'),
    other('A-12', {}, '198.51.100.7'),
    other('A-17', { principal: rob }, '192.0.2.1', vm('dc01', 'identity')),
    other('A-16', { drill: true }, '198.51.100.7'),
  ];
  expect(kinOf(openAlert(), others)).toEqual({ sameAddress: ['A-20'], sameMachine: ['A-19'] });
});

test('an address of a trusted network links nothing', () => {
  const { context } = openAlert();
  const trusted = openAlert({ context: { ...context, origin: { ...context.origin, trustedNetwork: 'HQ VPN' } } });
  expect(kinOf(trusted, [other('A-20', {}, '198.51.100.7')]).sameAddress).toEqual([]);
});

test('the earlier alert names the later one too, until it names five: a burst from one address repaints no card for ever', () => {
  const later = openAlert({ id: 'A-30' });
  const few = other('A-20', { kin: { sameAddress: ['A-19', 'A-18'], sameMachine: [] } }, '198.51.100.7');
  expect(withKin(few, later).sameAddress).toEqual(['A-30', 'A-19', 'A-18']);
  const named = ['A-29', 'A-28', 'A-27', 'A-26', 'A-25'];
  const many = other('A-20', { kin: { sameAddress: named, sameMachine: [] } }, '198.51.100.7');
  expect(withKin(many, later)).toEqual({ sameAddress: named, sameMachine: [] });
  expect(withKin(other('A-20'), later)).toEqual({ sameAddress: [], sameMachine: [] });
});
