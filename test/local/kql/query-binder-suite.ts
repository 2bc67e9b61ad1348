import { bindParameters } from '../../../src/azure/bind-parameters';
import type { QueryValue } from '../../../src/detection/ports';
import { bindQuery, createQueryBinder, KqlError } from '../../../src/local/kql';

const now = Date.UTC(2026, 5, 1);
const text =
  'print at = since, until = cutoff, late = cutoff - since, who = who | extend one = tostring(who[0]), many = array_length(who), known = "b" in (who)';
const run = (bind: typeof bindQuery, query: string) => {
  const { columns, run: ask } = bind(query, {});
  return { columns, rows: ask({ now }).rows };
};
const asked = (since: number, cutoff: number, who: QueryValue) =>
  bindParameters(text, { since: { datetime: since }, cutoff: { datetime: cutoff }, who });

export function describeQueryBinder(): void {
  it('answers each time and list as a query parsed for itself', () => {
    const bind = createQueryBinder();
    const lists: QueryValue[] = [['a', 'b'], ['x", "b'], ['\\'], [], ['c'], ['a', 'b']];
    lists.forEach((who, index) => {
      const query = asked(now - index * 86_400_123, now + index, who);
      expect(run(bind, query)).toEqual(run(bindQuery, query));
    });
  });

  it('refuses what the service refuses, every time', () => {
    const bind = createQueryBinder();
    const wrong = bindParameters('print a = since + nothing', { since: { datetime: now } });
    for (const _time of [1, 2]) expect(() => bind(wrong, {})).toThrow(KqlError);
  });

  it('leaves an earlier query what it was when its text comes with another time', () => {
    const bind = createQueryBinder();
    const first = bind(asked(now - 1, now, ['a']), {});
    const before = first.run({ now }).rows;
    bind(asked(now - 5, now, ['b']), {}).run({ now });
    expect(first.run({ now }).rows).toEqual(before);
  });
}
