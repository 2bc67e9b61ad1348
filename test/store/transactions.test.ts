import { Kysely, SqliteDialect, sql } from 'kysely';
import Database from 'libsql';
import { durableAtOnce } from '../../src/store/durability';
import { guardedDatabase } from '../../src/store/guarded-database';
import type { Tables } from '../../src/store/tables';
import { queries, transactions } from '../../src/store/transactions';

function database(): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: guardedDatabase(new Database(':memory:')) }) });
}

const one = sql<{ v: number }>`select 1 as v`;

describe('nested transactions', () => {
  it('are refused instead of waiting for themselves for ever, and the outer one rolls back', async () => {
    const { run } = transactions(database(), durableAtOnce, 0);
    let innerRan = false;
    const outer = run(async (tx) => {
      await sql`create table t (x text)`.execute(queries(tx));
      await run(async () => {
        innerRan = true;
      });
    });
    await expect(outer).rejects.toThrow('pass the outer tx on instead');
    await expect(run((tx) => sql`select * from t`.execute(queries(tx)))).rejects.toThrow('no such table');
    expect(innerRan).toBe(false);
  });

  it('are not what background work begun inside one is: it follows', async () => {
    const { run, drained } = transactions(database());
    const order: string[] = [];
    let background: Promise<void> | undefined;
    await run(async (tx) => {
      background = run(async (own) => {
        await one.execute(queries(own));
        order.push('background');
      });
      await one.execute(queries(tx));
      order.push('outer');
    });
    await drained();
    await background;
    expect(order).toEqual(['outer', 'background']);
  });
});

describe('drained', () => {
  it('resolves after everything asked for has ended, failures included', async () => {
    const { run, drained } = transactions(database());
    const ended: string[] = [];
    const failing = run(async () => {
      ended.push('failing');
      throw new Error('expected');
    });
    const refusal = expect(failing).rejects.toThrow('expected');
    const fine = run(async () => void ended.push('fine'));
    await drained();
    expect(ended).toEqual(['failing', 'fine']);
    await refusal;
    await fine;
  });
});
