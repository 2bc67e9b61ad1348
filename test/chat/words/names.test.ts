import { resolveDialog } from '../../../src/chat/painting/dialogs';
import {
  count,
  countryName,
  dispositionWords,
  listed,
  machineName,
  scopeName,
  subscriptionName,
} from '../../../src/chat/words/names';
import { sparkline } from '../../../src/chat/words/sparkline';
import { openAlert, prod, vm } from '../painting/an-alert';

const names = { [prod]: 'prod-01' };

test.each([
  [`/subscriptions/${prod}`, 'sub prod-01'],
  [`/subscriptions/${prod.toUpperCase()}`, 'sub prod-01'],
  [`/subscriptions/${prod}/resourceGroups/ops`, 'RG ops'],
  [vm('dc01'), 'dc01'],
  ['/providers/Microsoft.Management/managementGroups/corp', 'management group corp'],
  ['/', 'root (every subscription)'],
])('%s is %s', (scope, name) => {
  expect(scopeName(scope, names)).toBe(name);
});

test('a subscription without a name is the start of its id', () => {
  expect(subscriptionName(prod)).toBe('11111111'.slice(0, 8));
});

test('a target that is no machine says so', () => {
  expect(machineName('unknown')).toBe('machine unknown');
  expect(machineName(vm('dc01'))).toBe('dc01');
});

test('countries by name, anything else as it came', () => {
  expect(countryName('BR')).toBe('Brazil');
  expect(countryName('ZZZ')).toBe('ZZZ');
});

test('counts and lists', () => {
  expect([count(1, 'machine'), count(0, 'machine'), count(2, 'entry', 'entries')]).toEqual([
    '1 machine',
    '0 machines',
    '2 entries',
  ]);
  expect(listed(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
});

describe('sparkline', () => {
  test('a week of silence is the lowest bar, the highest week the tallest', () => {
    expect(sparkline([0, 1, 4, 8])).toBe('▁▂▅█');
  });

  test('one session in an otherwise silent quarter is seen', () => {
    expect(sparkline([0, 0, 1])).toBe('▁▁█');
    expect(sparkline([1, 400])).toBe('▂█');
  });

  test('shows thirteen weeks at most and survives nonsense', () => {
    expect([...sparkline(Array(20).fill(1))]).toHaveLength(13);
    expect(sparkline([Number.NaN, -3])).toBe('▁▁');
  });
});

test('each verdict is explained in five words at most, and the dialog shows them beside the choice', () => {
  const dialog = JSON.stringify(resolveDialog(openAlert()).card);
  for (const { name, means } of Object.values(dispositionWords)) {
    expect(means.split(/\s+/).length).toBeLessThanOrEqual(5);
    expect(dialog).toContain(means);
    expect(dialog.toLowerCase()).toContain(name);
  }
});
