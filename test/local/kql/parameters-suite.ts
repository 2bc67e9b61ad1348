import { bindParameters } from '../../../src/azure/bind-parameters';
import { bindQuery } from '../../../src/local/kql';
import { alteredQueries } from '../../faults/texts/altered-queries';

export function describeParameters(): void {
  it('a hostile value is the value, in a query that is otherwise the same', () => {
    expect(alteredQueries({ inputs: 300, seed: 7 })).toEqual([]);
  });

  it('the comparison itself would see a value that got out', () => {
    const out = 'x" | extend more = "y';
    const unbound = bindQuery(`print who = "${out}"`, {});
    const bound = bindQuery(bindParameters('print who = who', { who: out }), {});
    expect([unbound.columns.length, bound.columns.length]).toEqual([2, 1]);
  });
}
