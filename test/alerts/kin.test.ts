import { kinOf } from '../../src/alerts/kin';
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
