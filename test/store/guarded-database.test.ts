import Database from 'libsql';
import { guardedDatabase } from '../../src/store/guarded-database';

describe('the guarded driver', () => {
  it('refuses a parameter without repeating its value, which may be personal', () => {
    const database = guardedDatabase(new Database(':memory:'));
    const statement = database.prepare('select ? as v');
    expect(() => statement.all(['fine', { name: 'Rob' }])).toThrow('parameter 2 is object');
    expect(() => statement.all([{ name: 'Rob' }])).not.toThrow('Rob');
    expect(() => statement.run([Number.POSITIVE_INFINITY])).toThrow('parameter 1 is Infinity');
    expect(() => [...statement.iterate([false])]).toThrow('parameter 1 is boolean');
    expect([...statement.iterate(['x'])]).toEqual([{ v: 'x' }]);
  });

  it('prepares a statement once, and one that was crowded out again', () => {
    const prepared: string[] = [];
    const driver = new Database(':memory:');
    const database = guardedDatabase({
      close: () => driver.close(),
      prepare(sql) {
        prepared.push(sql);
        return driver.prepare(sql);
      },
    });
    for (let time = 0; time < 3; time += 1) expect(database.prepare('select 1 as v').all([])).toEqual([{ v: 1 }]);
    expect(prepared).toEqual(['select 1 as v']);
    for (let other = 0; other < 300; other += 1) database.prepare(`select ${other} as w`);
    expect(database.prepare('select 1 as v').all([])).toEqual([{ v: 1 }]);
    expect(prepared.filter((sql) => sql === 'select 1 as v')).toHaveLength(2);
  });
});
