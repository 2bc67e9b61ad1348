import type { Ids } from '../core/ids';
import type { Tx } from '../core/unit-of-work';
import { queries } from './transactions';

/** The next number of a named series, starting at 1. Holds the series until the transaction ends, so that numbers follow the order of commits. */
export async function nextNumber(tx: Tx, name: string): Promise<number> {
  const { value } = await queries(tx)
    .insertInto('counters')
    .values({ name, value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((row) => ({ value: row('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}

export function storedIds(): Ids {
  return { next: async (tx, prefix) => `${prefix}-${await nextNumber(tx, `id.${prefix}`)}` };
}
