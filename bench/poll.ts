import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIngest } from '../src/alerts/ingest';
import { ManualClock } from '../src/core/clock';
import { silentLog } from '../src/core/log';
import { done } from '../src/core/outcome';
import { defaultPolicy } from '../src/core/policy';
import { createPoller } from '../src/detection/poller';
import type { LogRow } from '../src/detection/ports';
import { openStore } from '../src/store/open-store';
import { connect, fillHistory, oidOf, people } from './poll/history';
import { type Goal, goal, runBench } from './support/goals';
import { median } from './support/statistics';

const little = 10_000;
/** `BENCH_EVENTS` makes a shorter run while working on the speed. */
const much = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const rounds = 15;
const eventsPerPoll = 100;
const minute = 60_000;
const day = 86_400_000;
const start = Date.UTC(2026, 5, 1, 10);

/** The service's own poller over an embedded store on disk; the log answers at once, so that a poll's time is from the answer to the commit. */
async function bot(history: number) {
  const dataDir = mkdtempSync(join(tmpdir(), 'scw-poll-'));
  const opened = await openStore({ dataDir });
  if (!opened.ok) throw new Error(opened.message);
  const store = opened.value;
  let rows: readonly LogRow[] = [];
  const poller = createPoller({
    source: { query: async ({ name }) => done({ rows: name === 'console' ? [...rows] : [] }) },
    store: store.baseline,
    sink: createIngest({
      store: store.alerts,
      audit: store.audit,
      nextId: (tx) => store.ids.next(tx, 'A'),
      policy: () => defaultPolicy,
      changed: async () => undefined,
    }),
    uow: store.uow,
    clock: new ManualClock(start),
    policy: () => defaultPolicy,
    sight: { report: async () => undefined },
    log: silentLog,
    config: { pollIntervalSeconds: 60, baselineDays: 90, subscriptions: [], bootstrap: false, watchSilence: false },
  });

  /** A poll at `now` that sees `seen` for the first time; milliseconds. */
  async function poll(now: number, seen: readonly LogRow[]): Promise<number> {
    rows = seen;
    const before = performance.now();
    const { ok } = await poller.pollOnce(now);
    if (!ok) throw new Error('a poll failed');
    return performance.now() - before;
  }

  /** One session of the poller's own, a day old, so that it was judged and learned: what the history is made of. */
  async function template() {
    const at = start - 2 * day;
    await poll(at, []);
    await poll(at + 6 * minute, [connect(0, at)]);
    await poll(at + 26 * 60 * minute, []);
    const [record] = await store.uow.run((tx) =>
      store.baseline.recordsByLink(tx, 'session', { links: ['all'], from: 0, to: start, limit: 1 }),
    );
    if (record === undefined) throw new Error('the poller kept no session');
    return { record, at };
  }

  const { record, at } = await template();
  await fillHistory(store, record, { events: history, person: 0, at, days: 80 });
  const theirs = await store.uow.run((tx) =>
    store.baseline.recordsByLink(tx, 'session', { links: [`principal:${oidOf(1)}`], from: 0, to: start, limit: 10 }),
  );
  if (theirs.length === 0) throw new Error('the history is not the people’s');
  return {
    poll,
    close: async () => {
      await store.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

const eventsAt = (now: number): LogRow[] =>
  Array.from({ length: eventsPerPoll }, (_, index) => connect(index % people, now - 6 * minute + index));

runBench('poll', async (): Promise<readonly Goal[]> => {
  const small = await bot(little);
  const large = await bot(much);
  const times = { small: [] as number[], large: [] as number[] };
  // The first polls build the people's profiles and warm the code; both bots do the same.
  for (let round = -5; round < rounds; round += 1) {
    const now = start + round * 10 * minute;
    const one = await small.poll(now, eventsAt(now));
    const other = await large.poll(now, eventsAt(now));
    if (round < 0) continue;
    times.small.push(one);
    times.large.push(other);
  }
  await small.close();
  await large.close();
  const floor = median(times.small);
  return [
    goal(
      `a poll with 100 new events: ${much} events of history against ${little}`,
      median(times.large) / floor,
      1.2,
      '×',
      `${floor.toFixed(1)} ms with the smaller, ${median(times.large).toFixed(1)} ms with the larger; medians of ${rounds}`,
    ),
  ];
});
