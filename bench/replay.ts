import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/core/package-root';
import { writeTenants } from './replay/tenants';
import { runNode } from './support/child';
import { type Goal, goal, runBench } from './support/goals';

/** Rows of the run; `BENCH_ROWS` makes a shorter one while working on the speed. One row in fifty is a connect's first. */
const rows = Number(process.env.BENCH_ROWS ?? 500_000);
const connects = rows / 50;

/** What `npm run replay` runs, without `node` itself. */
function replayCommand(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  return scripts.replay?.split(' ').slice(1) ?? [];
}

runBench('replay', async (): Promise<readonly Goal[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'scw-replay-'));
  const input = join(folder, 'rows.ndjson');
  try {
    writeTenants(input, { rows, connects });
    const parse = await runNode([join(__dirname, 'replay', 'parse.js'), input]);
    const floor = JSON.parse(parse.stdout) as { ms: number; rows: number };
    if (floor.rows !== rows) throw new Error(`the file has ${floor.rows} rows, not ${rows}`);
    const memory = join(__dirname, 'replay', 'memory.js');
    const run = await runNode(['--require', memory, ...replayCommand(), '--input', input], { cwd: packageRoot });
    if (run.code !== 0) throw new Error(`replay ended with ${run.code}: ${run.stderr.slice(0, 500)}`);
    const peakMiB = Number(/^peak (\d+)$/m.exec(run.stderr)?.[1]) / 1024;
    const alerts = run.stdout.split('\n').filter((line) => line !== '').length;
    const against = `reading and JSON.parse of the file ${(floor.ms / 1000).toFixed(1)} s, replay ${(run.ms / 1000).toFixed(1)} s; ${rows} rows, ${connects} connects, ${alerts} alerts`;
    return [
      goal('replay against JSON.parse of the same file', run.ms / floor.ms, 2, '×', against),
      goal('peak memory of replay', peakMiB, 512, 'MB'),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
});
