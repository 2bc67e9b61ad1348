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

  it('tells the database of a transaction when something is written, and of its end only then', () => {
    const ran: string[] = [];
    let commits = 0;
    const driver = new Database(':memory:');
    const database = guardedDatabase(
      {
        close: () => driver.close(),
        prepare(sql) {
          const statement = driver.prepare(sql);
          const noted =
            <A extends unknown[], R>(call: (...given: A) => R) =>
            (...given: A) => {
              ran.push(sql);
              return call(...given);
            };
          return {
            reader: statement.reader,
            all: noted((parameters) => statement.all(parameters)),
            run: noted((parameters) => statement.run(parameters)),
          };
        },
      },
      () => commits++,
    );
    const run = (sql: string) => database.prepare(sql).run([]);
    run('create table t (v integer)');
    ran.length = 0;
    for (const sql of ['begin', 'commit', 'begin', 'rollback']) run(sql);
    expect([ran, commits]).toEqual([[], 0]);
    run('begin');
    database.prepare('select * from t').all([]);
    run('insert into t values (1)');
    run('insert into t values (2)');
    run('commit');
    expect(ran).toEqual(['select * from t', 'begin', 'insert into t values (1)', 'insert into t values (2)', 'commit']);
    expect(commits).toBe(1);
    run('begin');
    database.prepare('insert into t values (3) returning v').all([]);
    run('rollback');
    expect(database.prepare('select v from t order by v').all([])).toEqual([{ v: 1 }, { v: 2 }]);
    expect(commits).toBe(1);
  });
});
