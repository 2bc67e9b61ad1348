import { ManualClock } from '../../src/core/clock';

describe('ManualClock', () => {
  it('runs what comes due in due order, each at its own time', () => {
    const clock = new ManualClock(1_000);
    const seen: string[] = [];
    clock.after(300, () => seen.push(`c@${clock.now()}`));
    clock.after(100, () => {
      seen.push(`a@${clock.now()}`);
      clock.after(50, () => seen.push(`b@${clock.now()}`));
    });
    clock.advance(299);
    expect(seen).toEqual(['a@1100', 'b@1150']);
    expect(clock.now()).toBe(1_299);
    clock.advance(1);
    expect(seen).toEqual(['a@1100', 'b@1150', 'c@1300']);
  });

  it('never runs a cancelled task and knows when the next is due', () => {
    const clock = new ManualClock(0);
    const cancel = clock.after(10, () => {
      throw new Error('cancelled tasks must not run');
    });
    clock.after(20, () => undefined);
    expect(clock.nextDueAt()).toBe(10);
    cancel();
    expect(clock.nextDueAt()).toBe(20);
    clock.advance(100);
    expect(clock.nextDueAt()).toBeUndefined();
  });
});
