import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { packageRoot } from '../../../src/core/package-root';

/** The service as an operator starts it: what `npm start` runs, with environment variables and nothing else. */
export interface BotProcess {
  readonly pid: number | undefined;
  /** Resolves when it says that it listens; false when it ended before. */
  readonly listening: Promise<boolean>;
  /** Sends SIGKILL and resolves when the process is gone. */
  kill(): Promise<void>;
  /** Asks it to stop, as an operator would; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** What it wrote to standard error: only refusals and crashes go there. */
  complaints(): string;
  /** Its log, as far as kept. */
  log(): readonly string[];
  /** Largest resident memory so far, MiB; 0 once it is gone. */
  peakMemory(): number;
}

const keptLines = 5_000;

/** Node's arguments in `npm start`: the limits of memory among them. */
function startArguments(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const [command, ...given] = scripts.start.split(' ');
  if (command !== 'node') throw new Error(`npm start runs ${command}, not node`);
  return given;
}

export function startBot(env: Readonly<Record<string, string>>): BotProcess {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(process.execPath, startArguments(), {
    cwd: packageRoot,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let complaints = '';
  let said: (listening: boolean) => void = () => undefined;
  const listening = new Promise<boolean>((resolve) => {
    said = resolve;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (lines.push(line) > keptLines) lines.shift();
    if (line.includes('"msg":"listening"')) said(true);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk.toString('utf8')}`.slice(-20_000);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      said(false);
      resolve(code);
    });
  });
  return {
    pid: child.pid,
    listening,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    complaints: () => complaints,
    log: () => lines,
    peakMemory: () => peakOf(child.pid),
  };
}

function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    // Gone already, or no such file system: nothing is known, and nothing is claimed.
    return 0;
  }
}
