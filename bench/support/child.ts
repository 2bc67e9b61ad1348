import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface ChildRun {
  readonly code: number | null;
  /** Milliseconds from spawn to exit. */
  readonly ms: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a Node process to its end. `args` are those of `node`: flags, the script, its arguments. */
export async function runNode(
  args: readonly string[],
  { env = {}, cwd }: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<ChildRun> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const ms = performance.now() - startedAt;
  return { code, ms, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') };
}

const MiB = 1024 * 1024;

/** Resident memory of a process in MiB: from /proc where there is one, which the child need not help with; undefined elsewhere or when it is gone. */
export function residentMiB(pid: number): number | undefined {
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? undefined : (Number(kib) * 1024) / MiB;
  } catch {
    // No such process, or no /proc: the caller asks the child itself, or leaves the figure out.
    return undefined;
  }
}

/** Resident memory of this process in MiB. */
export const ownResidentMiB = (): number => process.memoryUsage.rss() / MiB;
