import fc from 'fast-check';
import { matchesAction } from '../../../src/review/access/action-match';

describe('matchesAction', () => {
  it.each([
    ['*', 'Microsoft.SerialConsole/serialPorts/connect/action', true],
    ['Microsoft.SerialConsole/*', 'microsoft.serialconsole/serialPorts/connect/action', true],
    ['*/read', 'Microsoft.SerialConsole/serialPorts/connect/action', false],
    ['*/read', 'Microsoft.Compute/virtualMachines/read', true],
    ['Microsoft.Compute/virtualMachines/*/read', 'Microsoft.Compute/virtualMachines/read', false],
    ['Microsoft.*/serialPorts/*/action', 'Microsoft.SerialConsole/serialPorts/connect/action', true],
    ['Microsoft.Compute', 'Microsoft.Compute/virtualMachines/read', false],
    ['a.c', 'abc', false],
    ['', '', true],
    ['', 'a', false],
  ])('%s against %s is %s', (pattern, action, expected) => {
    expect(matchesAction(pattern, action)).toBe(expected);
  });

  it('agrees with a regular expression on any pattern', () => {
    const piece = fc.constantFrom('a', 'b', '/', '.', '*', 'A');
    const text = fc.constantFrom('a', 'b', '/', '.', 'A');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.array(text, { maxLength: 10 }), (pattern, action) => {
        const slow = new RegExp(
          `^${pattern.map((c) => (c === '*' ? '.*' : `\\${c}`.replace(/\\([a-z])/i, '$1'))).join('')}$`,
          'i',
        );
        expect(matchesAction(pattern.join(''), action.join(''))).toBe(slow.test(action.join('')));
      }),
      { numRuns: 500 },
    );
  });

  it('stays fast on hostile patterns', () => {
    const started = process.hrtime.bigint();
    matchesAction('*a'.repeat(200), `${'a'.repeat(2_000)}b`);
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(200);
  });
});
