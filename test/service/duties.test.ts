import { sql } from 'kysely';
import { ManualClock } from '../../src/core/clock';
import { LeaseLost, soleLease } from '../../src/core/lease';
import { silentLog } from '../../src/core/log';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import { type Duties, holdDuties } from '../../src/service/duties';
import type { Store } from '../../src/store/store';
import { queries } from '../../src/store/transactions';
import { describePostgres, freshDatabase, openTestPostgres } from '../support/with-postgres';

const beatMs = 5_000;

it('has all duties at once where there is one process', async () => {
  const uow = memoryUnitOfWork();
  const parts = { lease: soleLease, uow, clock: new ManualClock(0), log: silentLog, taken: () => undefined };
  const duties = await holdDuties(parts);
  expect(duties.mine()).toBe(true);
  expect(duties.uow).toBe(uow);
  expect(await duties.only(async (now) => now)(7)).toBe(7);
});

describePostgres('the duties of two instances', () => {
  let stores: readonly Store[];
  const clocks = [new ManualClock(0), new ManualClock(0)] as const;
  const taken = [0, 0];

  async function hold(index: 0 | 1): Promise<Duties> {
    const store = stores[index] as Store;
    const { lease, uow } = store;
    const count = () => {
      taken[index] = (taken[index] ?? 0) + 1;
    };
    return holdDuties({ lease, uow, clock: clocks[index], log: silentLog, taken: count });
  }

  beforeAll(async () => {
    const url = await freshDatabase();
    stores = [await openTestPostgres(url), await openTestPostgres(url)];
  });
  afterAll(() => Promise.all(stores.map((store) => store.close())));

  /** One beat of an instance, awaited through what it changes. */
  async function beat(index: 0 | 1, until: () => boolean): Promise<void> {
    for (let tries = 0; tries < 200 && !until(); tries++) {
      clocks[index].advance(beatMs);
      await stores[index]?.check();
    }
    expect(until()).toBe(true);
  }

  it('lie with one; the other does what is left to it, and takes over from a dead one with what was due', async () => {
    const [one, two] = [await hold(0), await hold(1)];
    expect([one.mine(), two.mine()]).toEqual([true, false]);
    const ran: string[] = [];
    const note = (name: string) => async () => void ran.push(name);
    await one.only(note('one polls'), note('one follows'))(0);
    await two.only(note('two polls'), note('two follows'))(0);
    expect(ran).toEqual(['one polls', 'two follows']);

    // One beats no more: dead, or stuck in a run.
    let goOn: () => void = () => undefined;
    const stuck = one.only(async () => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      await one.uow.run(async (tx) => void (await stores[0]?.state.put(tx, 'stuck', true)));
    })(0);
    await stores[1]?.uow.run((tx) => sql`update leases set held_until = 0`.execute(queries(tx)));
    await beat(1, two.mine);
    await beat(0, () => !one.mine());
    expect(taken).toEqual([1, 1]);

    // Two goes in order, and one does not come back to its duties before the run of its former term is over.
    await two.stop();
    clocks[0].advance(beatMs);
    await stores[0]?.check();
    expect(one.mine()).toBe(false);
    goOn();
    await expect(stuck).rejects.toThrow(LeaseLost);
    expect(await stores[1]?.uow.run((tx) => (stores[1] as Store).state.get(tx, 'stuck'))).toBeUndefined();
    await beat(0, one.mine);
    expect(taken).toEqual([2, 1]);
    await one.stop();
  });
});
