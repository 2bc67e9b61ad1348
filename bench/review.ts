import { fork } from 'node:child_process';
import { join } from 'node:path';
import { createDirectory } from '../src/azure/directory';
import { createLogSource } from '../src/azure/log-source';
import { createRbacReader } from '../src/azure/rbac-reader';
import { systemClock } from '../src/core/clock';
import { cachedDefinitions } from '../src/review/exposure/definitions';
import { usageFromLog } from '../src/review/exposure/usage-reader';
import type { Directory } from '../src/review/ports';
import type { Sweep } from '../src/review/sweep/sweep';
import { sweepSubscriptions } from '../src/review/sweep/sweep-subscriptions';
import type { Calls, Origins } from './review/azure-process';
import { bareClients, type GraphAsked } from './review/bare';
import { crowdedTenant, sizes } from './review/tenant';
import { goal, report } from './support/goals';
import { median } from './support/statistics';

const rounds = 15;

/** One sweep of a crowded subscription: its calls, and its time against the same answers through the bare clients, round by round in one run. */
async function main(): Promise<void> {
  const azure = fork(join(__dirname, 'review', 'azure-process.js'));
  const origins = await once<Origins>(azure);
  const { subscriptionId } = crowdedTenant();
  const credential = { getToken: async () => ({ token: 'bench', expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const as = (origin: string, resource: string) => ({
    endpoint: { origin, scope: `${resource}/.default` },
    credential,
    allowInsecureLoopback: true,
  });
  const reader = createRbacReader(as(origins.arm, 'https://management.azure.com'));
  const asked: { ids: readonly string[]; groups: readonly string[] } = { ids: [], groups: [] };
  const directory = recording(createDirectory(as(origins.graph, 'https://graph.microsoft.com')), asked);
  const source = createLogSource({
    ...as(origins.logs, 'https://api.loganalytics.io'),
    workspaces: ['00000000-0000-4000-8000-000000000000'],
  });
  const usage = usageFromLog((query) => source.query(query));
  const sweep = async (): Promise<Sweep> => {
    const definitions = cachedDefinitions(reader, systemClock);
    const outcome = await sweepSubscriptions(
      { reader, directory, usage, definitions },
      [subscriptionId],
      systemClock.now(),
    );
    if (!outcome.ok) throw new Error(outcome.message);
    return outcome.value;
  };
  const bare = bareClients(origins, credential, subscriptionId);
  const floor = async () => {
    await bare.lists();
    await bare.graph(asked);
  };

  const count = async (): Promise<Calls> => {
    azure.send('count');
    return once<Calls>(azure);
  };
  await sweep();
  await count();
  const found = await sweep();
  const calls = await count();
  await floor();
  const floorCalls = await count();
  if (calls.arm !== floorCalls.arm || calls.graph !== floorCalls.graph || calls.logs !== floorCalls.logs)
    throw new Error(`not the same answers: ${JSON.stringify({ calls, floorCalls })}`);

  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    // Taking turns at being first, so that neither always meets the other's garbage.
    if (round % 2 === 0) {
      ours.push(await timed(sweep));
      theirs.push(await timed(floor));
    } else {
      theirs.push(await timed(floor));
      ours.push(await timed(sweep));
    }
  }
  azure.disconnect();
  const { assignments, groups, customRoles } = sizes;
  process.stdout.write(
    `${assignments} assignments, ${groups} groups, ${customRoles} custom roles: ${found.could} could, ${found.unused.length} did not; a sweep takes ${median(ours).toFixed(0)} ms\n`,
  );
  report([
    goal('review: ARM calls of one sweep', calls.arm, 40, 'calls'),
    goal('review: Graph calls of one sweep', calls.graph, 20, 'calls'),
    goal('review: queries of the log in one sweep', calls.logs, 1, 'queries'),
    goal(
      'review: sweep against the bare clients',
      // Round by round: what slows the machine slows both of a pair.
      median(ours.map((ms, round) => ms / (theirs[round] ?? Number.NaN))),
      1.2,
      '×',
      `the same ${calls.arm + calls.graph + calls.logs} answers ${median(theirs).toFixed(0)} ms`,
    ),
  ]);
}

/** Notes what Graph was asked, for the floor to ask the same. */
function recording(directory: Directory, asked: { -readonly [K in keyof GraphAsked]: GraphAsked[K] }): Directory {
  return {
    ...directory,
    objects: (ids) => {
      asked.ids = ids;
      return directory.objects(ids);
    },
    members: (ids) => {
      asked.groups = ids;
      return directory.members(ids);
    },
  };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

function once<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`the emulators ended with ${code}`)));
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`bench:review: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
