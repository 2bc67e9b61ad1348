import { createRng } from '../../../src/local/tenant/random';

describe('seeded chance', () => {
  it('repeats with the same seed and differs with another', () => {
    const draw = (seed: string) =>
      Array.from(
        { length: 8 },
        (
          (rng) => () =>
            rng.next()
        )(createRng(seed)),
      );
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('draws independent streams: what one part takes does not shift another', () => {
    const one = createRng('x');
    one.fork('first').next();
    const other = createRng('x');
    other.next();
    expect(one.fork('second').guid()).toBe(other.fork('second').guid());
  });

  it('has the means it is asked for', () => {
    const rng = createRng('means');
    const mean = (draw: () => number) =>
      Array.from({ length: 4000 }, draw).reduce((sum, value) => sum + value, 0) / 4000;
    expect(mean(() => rng.poisson(1.7))).toBeCloseTo(1.7, 0.5);
    expect(mean(() => rng.exponential(3))).toBeCloseTo(3, 0);
    expect(mean(() => rng.int(1, 6))).toBeCloseTo(3.5, 0);
    expect(mean(() => (rng.chance(0.2) ? 1 : 0))).toBeCloseTo(0.2, 1);
  });

  it('samples without repeating and refuses an empty list', () => {
    const rng = createRng('lists');
    expect(new Set(rng.sample([1, 2, 3, 4], 9)).size).toBe(4);
    expect(() => rng.pick([])).toThrow('empty');
  });

  it('makes GUIDs', () => {
    expect(createRng('g').guid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
