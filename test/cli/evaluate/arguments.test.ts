import { main } from '../../../src/cli/evaluate';
import { readArguments } from '../../../src/cli/evaluate/arguments';

describe('arguments of evaluate', () => {
  it('prints the usage on --help, which is no mistake', async () => {
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await main(['--help'])).toBe(0);
    expect(write.mock.calls.join('')).toContain('--seeds 1-5,9');
    write.mockRestore();
  });

  it('has defaults', () => {
    expect(readArguments([])).toMatchObject({
      ok: true,
      value: { seeds: [1, 2, 3], admins: 60, days: 30, baselineDays: 60, check: false },
    });
  });

  it('reads ranges and lists of seeds', () => {
    expect(readArguments(['--seeds', '1-3,9', '--per-attack', '--check'])).toMatchObject({
      ok: true,
      value: { seeds: [1, 2, 3, 9], perAttack: true, check: true },
    });
  });

  it.each([
    [['--seeds', 'a-b'], '--seeds'],
    [['--admins', '3'], '--admins'],
    [['--days', '1.5'], '--days'],
    [['--colour'], '--colour'],
  ])('refuses %j and names the option', (argv, name) => {
    const read = readArguments(argv);
    expect(read).toMatchObject({ ok: false, reason: 'bad-arguments' });
    expect(read.ok ? '' : read.message).toContain(name);
  });
});
