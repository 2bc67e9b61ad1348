import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '../src/core/package-root';
import { openStage } from '../test/faults/kill/stage';
import { type Goal, goal, runBench } from './support/goals';
import { recordVariable } from './support/record-imports';

/** One start to see what is imported and to make the store, then these, each beside an import of the libraries alone. */
const rounds = 12;
const graceMs = 250;

/**
 * From the process's start to "listening" (configuration, store, roster, first tokens, HTTP), against a process that imports the very same
 * libraries and does nothing. Both in turn, and the fastest of each: whatever else the machine does can only slow a start.
 */
async function measure(): Promise<Goal> {
  const folder = mkdtempSync(join(tmpdir(), 'scw-start-'));
  const recorded = join(folder, 'imports.json');
  const stage = await openStage(0, { POLL_INTERVAL_SECONDS: '3600' });
  const service = join(packageRoot, 'dist', 'main.js');
  const preload = join(__dirname, 'support', 'record-imports.js');
  try {
    await untilSaid('"msg":"listening"', ['-r', preload, service], { ...stage.env, [recordVariable]: recorded });
    const libraries = JSON.parse(readFileSync(recorded, 'utf8')) as string[];
    const imports = `${libraries.map((name) => `require(${JSON.stringify(name)})`).join(';')};console.log('imported')`;
    const starts: number[] = [];
    const floors: number[] = [];
    for (let round = 0; round < rounds; round++) {
      floors.push(await untilSaid('imported', ['-e', imports], {}));
      starts.push(await untilSaid('"msg":"listening"', [service], stage.env));
    }
    const floor = Math.min(...floors);
    const start = Math.min(...starts);
    const against = `importing its ${libraries.length} libraries alone ${floor.toFixed(0)} ms, start ${start.toFixed(0)} ms (fastest of ${rounds})`;
    return goal('start', start / floor, 1.3, '×', against);
  } finally {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds from spawn until a line holds the words; the process is then asked to stop and waited for. */
async function untilSaid(
  words: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const startedAt = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: packageRoot,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('the child has no standard output');
  let ms: number | undefined;
  createInterface({ input: stdout }).on('line', (line) => {
    if (ms !== undefined || !line.includes(words)) return;
    ms = performance.now() - startedAt;
    // The service takes up what a former process left after it listens; it stops in order only then.
    setTimeout(() => child.kill('SIGTERM'), graceMs);
  });
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (ms === undefined) throw new Error(`node ${args[0]} ended without saying ${words}`);
  return ms;
}

runBench('start', async () => [await measure()]);
