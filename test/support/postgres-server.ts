import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);
const versions = '/usr/lib/postgresql';
const user = 'watch';

export interface PostgresServer {
  /** Creates an empty database; its URL, over the server's socket. */
  createDatabase(name: string): Promise<string>;
  /** Process id of the postmaster. */
  readonly pid: number;
}

/** Where Debian's packages put the programs of the newest version; undefined = not installed. */
export function postgresPrograms(): string | undefined {
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

/**
 * A server in a directory of its own, reached by socket only. It ends, and its directory goes, when the process `forPid` ends, however that ends.
 * Without `durable` it does not wait for the disk.
 */
export async function startPostgres(
  dir: string,
  { forPid, durable = false }: { readonly forPid: number; readonly durable?: boolean },
): Promise<PostgresServer> {
  const bin = postgresPrograms();
  if (bin === undefined) throw new Error('PostgreSQL is not installed');
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  const identity = await unprivileged();
  if (identity !== undefined) chownSync(dir, identity.uid, identity.gid);
  const data = join(dir, 'data');
  const options = { ...identity, cwd: dir, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' } };
  await run(join(bin, 'initdb'), ['-D', data, '-U', user, '-A', 'trust', '-E', 'UTF8', '--no-sync'], options);
  const hurried = durable ? [] : ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'];
  const settings = [...hurried, "listen_addresses=''", `unix_socket_directories=${dir}`, 'max_connections=200'];
  const flags = settings.flatMap((setting) => ['-c', setting.replaceAll("''", '')]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
    ...options,
    stdio: 'ignore',
    detached: true,
  });
  server.unref();
  const pid = server.pid ?? 0;
  const watcher = `while kill -0 ${forPid} 2>/dev/null; do sleep 1; done; kill -INT ${pid}
    while kill -0 ${pid} 2>/dev/null; do sleep 0.2; done; rm -rf '${dir}'`;
  spawn('sh', ['-c', watcher], { stdio: 'ignore', detached: true }).unref();
  await until(() => ask(dir, 'postgres', 'select 1'));
  return { pid, createDatabase: (name) => createDatabase(dir, name) };
}

/** One server for the whole run of jest, started by the file that first needs it; undefined = not installed. */
export async function sharedServer(): Promise<PostgresServer | undefined> {
  const dir = process.env.SCW_POSTGRES;
  if (postgresPrograms() === undefined || dir === undefined) return undefined;
  const ready = `${dir}.ready`;
  if (claims(`${dir}.starting`)) {
    const { pid } = await startPostgres(dir, { forPid: Number(process.env.SCW_RUN_PID) });
    writeFileSync(`${ready}.part`, String(pid));
    renameSync(`${ready}.part`, ready);
  }
  await until(async () => {
    if (!existsSync(ready))
      throw new Error(`another test file is starting PostgreSQL in ${dir} and does not get it ready`);
  });
  return { pid: Number(readFileSync(ready, 'utf8')), createDatabase: (name) => createDatabase(dir, name) };
}

async function createDatabase(dir: string, name: string): Promise<string> {
  await ask(dir, 'postgres', `create database "${name}" template template0`);
  return urlOf(dir, name);
}

function urlOf(dir: string, database: string): string {
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(dir)}`;
}

async function ask(dir: string, database: string, sql: string): Promise<void> {
  const client = new Client({ host: dir, user, database });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function claims(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function until(attempt: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}

/** PostgreSQL refuses to run as root: as the package's own user, or nobody, then. */
async function unprivileged(): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const { stdout: uid } = await run('id', ['-u', name]);
      const { stdout: gid } = await run('id', ['-g', name]);
      return { uid: Number(uid), gid: Number(gid) };
    } catch {
      // The next name.
    }
  }
  throw new Error('root has no unprivileged user to run PostgreSQL as');
}
