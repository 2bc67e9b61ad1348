import type { AlertCardState } from '../../../src/chat/painting/state';
import { machinePlaces } from '../../../src/chat/words/machine-places';
import { textOf } from '../../../src/chat/words/piece';
import { finding, openAlert, openState, session, vm } from '../painting/an-alert';

const other = '99999999-2222-4333-8444-555555555555';
const on = (target: string, more: object = {}) => ({
  ...finding('x', '02:10'),
  session: session('x', '02:10', { target, ...more }),
});

function said(targets: readonly (string | ReturnType<typeof on>)[], more: Partial<AlertCardState> = {}): string {
  const findings = targets.map((target) => (typeof target === 'string' ? on(target) : target));
  return machinePlaces(openState({ alert: openAlert({ findings }), ...more }))
    .map(textOf)
    .join(' · ');
}

describe('machines with their resource groups and subscription', () => {
  test('one machine', () => {
    expect(said([vm('web1')])).toBe('web1 in RG web, sub prod-01');
  });

  test('several in one group say it once, however the log spells it', () => {
    expect(said([vm('web1'), vm('web2', 'WEB')])).toBe('web1, web2 in RG web, sub prod-01');
  });

  test('a critical one comes first, with its group', () => {
    const identity = [vm('web1'), vm('dc01', 'identity'), vm('dc02', 'identity')];
    expect(said(identity)).toBe(
      'dc01, dc02 (critical: domain controllers) in RG identity · web1 in RG web · all in sub prod-01',
    );
  });

  test('several subscriptions are said with each group; one without a known name by the start of its id', () => {
    expect(said([vm('web1'), vm('web1').replace(/[^/]{36}/, other)])).toBe(
      'web1 in RG web, sub prod-01 · web1 in RG web, sub 99999999',
    );
  });

  test('what the row does not say is unknown', () => {
    const nothing = on('unknown', { subscriptionId: '' });
    expect(said([nothing])).toBe('machine unknown in RG unknown, subscription unknown');
    expect(said([on('unknown')])).toBe('machine unknown in RG unknown, sub prod-01');
  });

  test('six machines at most, and how many more', () => {
    const names = Array.from({ length: 9 }, (_, number) => vm(`m${number}`, number === 8 ? 'far' : 'web'));
    expect(said(names)).toBe('m0, m1, m2, m3, m4, m5 in RG web, sub prod-01 · and 3 more');
    expect(said([...names, vm('dc01', 'identity')])).toMatch(
      /^dc01 .* m4 in RG web · and 4 more · all in sub prod-01$/,
    );
  });
});
