import type { Incident } from '../../src/alerts/incidents/incident';
import type { Mute } from '../../src/alerts/mutes/mute';
import { standingMutes } from '../../src/alerts/mutes/ports';
import { memoryStandingStore, type StandingStore } from '../../src/alerts/standing';
import { contract, embedded, memory } from './adapters';

const mia = { objectId: 'mia', name: 'Mia', at: 1 };

const mute = (id: string, more: Partial<Mute> = {}): Mute => ({
  id,
  version: 1,
  state: 'active',
  scope: { machine: '/subscriptions/s1/vm1' },
  hours: 24,
  reason: 'fstab “repair”',
  requester: mia,
  preview: { hidden: { high: 1 }, examples: ['A-1'], partly: 0, lowSessions: 2, piercing: 0, whole: true },
  until: 100,
  updatedAt: 1,
  ...more,
});

const incident = (id: string, more: Partial<Incident> = {}): Incident => ({
  id,
  version: 1,
  state: 'declared',
  name: 'bad patch',
  targets: ['/subscriptions/s1'],
  from: 1,
  until: 100,
  by: mia,
  updatedAt: 1,
  ...more,
});

/** Mutes and incidents stand until an end: the same promises, each with its own states. */
const suites = [
  {
    port: 'MuteStore',
    adapters: [
      memory<StandingStore<Mute>>(() => memoryStandingStore(standingMutes)),
      embedded<StandingStore<Mute>>(({ mutes }) => mutes),
    ],
    make: mute,
    over: ['withdrawn', 'lifted'],
    live: ['draft', 'asked', 'active'],
  },
  {
    port: 'IncidentStore',
    adapters: [
      memory<StandingStore<Incident>>(() => memoryStandingStore()),
      embedded<StandingStore<Incident>>(({ incidents }) => incidents),
    ],
    make: incident,
    over: [],
    live: ['proposed', 'declared', 'ended', 'declined'],
  },
];

for (const { port, adapters, make, over, live } of suites) {
  type Thing = Mute & Incident;
  const one = make as unknown as (id: string, more?: Partial<Record<keyof Thing, unknown>>) => Thing;
  contract<StandingStore<Thing>>(port, adapters as never, ({ run }) => {
    it('keeps one by id, refuses a second of that id', async () => {
      const first = one('X-1');
      await run((tx, store) => store.insert(tx, first));
      expect(await run((tx, store) => store.get(tx, 'X-1'))).toEqual(first);
      expect(await run((tx, store) => store.get(tx, 'X-2'))).toBeUndefined();
      await expect(run((tx, store) => store.insert(tx, first))).rejects.toThrow();
    });

    it('changes only the version that was read', async () => {
      await run((tx, store) => store.insert(tx, one('X-1')));
      const next = one('X-1', { version: 2, until: 50 });
      expect(await run((tx, store) => store.replace(tx, next, 2))).toBe(false);
      expect(await run((tx, store) => store.replace(tx, next, 1))).toBe(true);
      expect(await run((tx, store) => store.get(tx, 'X-1'))).toEqual(next);
    });

    it('lists what stands, the earliest end first, without what is over', async () => {
      const standing = live.map((state, index) => one(`X-${index + 1}`, { state, until: 300 - index }));
      const gone = over.map((state, index) => one(`X-${index + 10}`, { state, until: 400 }));
      await run(async (tx, store) => {
        for (const thing of [...standing, ...gone, one('X-20', { until: 200 })]) await store.insert(tx, thing);
      });
      expect(await run((tx, store) => store.standing(tx, 200))).toEqual([...standing].reverse());
      expect(await run((tx, store) => store.standing(tx, 400))).toEqual([]);
    });
  });
}
