import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { runNode } from './support/child';
import { type Goal, goal, report, resultsVariable } from './support/goals';

/** Every bench of the project, in the order of the table. Scale is not among them: it measures sizes, and promises none. */
const benches = ['start', 'idle', 'latency', 'burst', 'press', 'poll', 'review', 'replay'] as const;

/** Runs one bench in a process of its own, so that none warms or fills the next one's; one that ends without goals is a missed goal. */
async function run(name: string): Promise<readonly Goal[]> {
  const folder = mkdtempSync(join(tmpdir(), 'scw-bench-'));
  const results = join(folder, 'goals.json');
  try {
    process.stderr.write(`${name} …\n`);
    const { code, ms, stderr } = await runNode([join(__dirname, `${name}.js`)], {
      env: { [resultsVariable]: results },
    });
    process.stderr.write(`${name}: ${(ms / 1000).toFixed(0)} s\n`);
    if (existsSync(results)) return JSON.parse(readFileSync(results, 'utf8')) as Goal[];
    process.stderr.write(stderr);
    return [goal(`${name}: ended with ${code} before it had measured anything`, Number.NaN, 0, '')];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const goals: Goal[] = [];
  for (const name of benches) {
    if (existsSync(join(__dirname, `${name}.js`))) goals.push(...(await run(name)));
    else process.stderr.write(`${name}: no such bench in this build\n`);
  }
  const [cpu] = cpus();
  const memory = (totalmem() / 1024 ** 3).toFixed(0);
  process.stdout.write(`Node ${process.version}, ${cpus().length} × ${cpu?.model ?? 'unknown'}, ${memory} GiB\n`);
  report(goals);
}

main().catch((error: unknown) => {
  process.stderr.write(`bench: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
