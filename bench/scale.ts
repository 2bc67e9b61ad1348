import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addTenantRows } from '../src/cli/world/rows';
import { systemClock } from '../src/core/clock';
import { guidFor } from '../src/local/cloud/guid';
import { plainStyle } from '../src/local/tenant/export-style';
import { lineOn, networksOf, placeAt } from '../src/local/tenant/lines';
import { allTables, createLogbook } from '../src/local/tenant/logbook';
import { contosoWorkspaceId } from '../src/local/tenant/people';
import { createRng } from '../src/local/tenant/random';
import { runNode } from './support/child';
import { aligned } from './support/table';
import { cardsByIntruder, type Visit, visit } from './support/visit';

/** An hour's use of the console, come in at once: so many people, on machines of so many subscriptions. */
interface Size {
  readonly subscriptions: number;
  readonly people: number;
  readonly connects: number;
}

const sizes: readonly Size[] = [
  { subscriptions: 1, people: 1, connects: 10 },
  { subscriptions: 100, people: 10, connects: 100 },
  { subscriptions: 10_000, people: 50, connects: 1_000 },
];
const columns = [
  'subscriptions',
  'people',
  'connects',
  'rows',
  'alerts',
  'until posted',
  'mean poll',
  'KQL',
  'ARM',
  'Graph',
  'peak memory',
  'store',
];
const patienceMs = 300_000;

const sampleOf = (text: string, name: RegExp) =>
  text
    .split('\n')
    .filter((line) => name.test(line))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);

async function measure({ subscriptions, people, connects }: Size, { stage, bot }: Visit): Promise<readonly string[]> {
  const figures = async () => (await fetch(`http://127.0.0.1:${stage.port}/metrics`)).text();
  const before = await figures();
  const rows = hourOf({ subscriptions, people, connects }, stage.intruders);
  const startedAt = systemClock.now();
  addTenantRows(stage.emulators.logAnalytics, rows);
  while (cardsByIntruder(stage).first.size < people && systemClock.now() < startedAt + patienceMs) await sleep(250);
  const { first } = cardsByIntruder(stage);
  const lastAt = Math.max(...[...first.values()].map(({ sentAt }) => sentAt));
  const after = await figures();
  const calls = (service: string) => {
    const name = new RegExp(`^scw_azure_calls_total\\{service="${service}"`);
    return String(sampleOf(after, name) - sampleOf(before, name));
  };
  const polls = sampleOf(after, /^scw_poll_seconds_count/) - sampleOf(before, /^scw_poll_seconds_count/);
  const busy = sampleOf(after, /^scw_poll_seconds_sum/) - sampleOf(before, /^scw_poll_seconds_sum/);
  return [
    subscriptions.toLocaleString('en'),
    String(people),
    connects.toLocaleString('en'),
    rows.length.toLocaleString('en'),
    String(first.size),
    `${((lastAt - startedAt) / 1000).toFixed(0)} s`,
    `${((busy / polls) * 1000).toFixed(0)} ms`,
    calls('logs'),
    calls('arm'),
    calls('graph'),
    `${bot.peakMemory()} MiB`,
    `${(folderBytes(stage.storeDir) / 1024 / 1024).toFixed(1)} MiB`,
  ];
}

/** Each person uses the console from one line nobody has used before, on machines anywhere. */
function hourOf({ subscriptions, people, connects }: Size, intruders: Visit['stage']['intruders']) {
  const now = systemClock.now();
  const book = createLogbook({
    workspaceId: contosoWorkspaceId,
    style: plainStyle,
    tables: allTables,
    rng: createRng(`scale of ${subscriptions}`),
  });
  const [network] = networksOf('BR', 'residential');
  if (network === undefined) throw new Error('the network table has no such network');
  const hourMs = 3_600_000;
  for (let index = 0; index < connects; index++) {
    const person = intruders[index % people]?.person;
    if (person === undefined) throw new Error('more people are wanted than the stage knows');
    const at = now - hourMs + Math.floor((index / connects) * (hourMs - 60_000));
    const subscription = guidFor(`subscription ${(index * 7_919) % subscriptions}`);
    const machine = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm${index % 40}`;
    book.connect(machine, { at, by: person, from: placeAt(lineOn(network, person.name), at), delayMs: now - at });
  }
  return book.rows;
}

function folderBytes(folder: string): number {
  return readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}

/** `scale.js` runs each size in a process of its own; `scale.js N` runs the N-th and prints its row. */
async function main(only: string | undefined): Promise<void> {
  if (only !== undefined) {
    const size = sizes[Number(only)];
    if (size === undefined) throw new Error(`there is no size ${only}`);
    const row = await visit(size.people, { POLL_INTERVAL_SECONDS: '2', SUBSCRIPTIONS: '' }, (found) =>
      measure(size, found),
    );
    process.stdout.write(JSON.stringify(row));
    return;
  }
  const rows: string[][] = [[...columns]];
  for (const index of sizes.keys()) {
    const { code, stdout, stderr } = await runNode([__filename, String(index)]);
    if (code !== 0) throw new Error(stderr);
    rows.push(JSON.parse(stdout) as string[]);
  }
  process.stdout.write(`${aligned(rows)}\n`);
}

main(process.argv[2]).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`bench:scale: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  },
);
