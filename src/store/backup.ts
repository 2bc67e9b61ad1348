import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { done, type Outcome, refuse } from '../core/outcome';
import { prepareDirectory } from './disk';
import { migrations } from './migrations';
import { storeFile } from './open-store';
import { lockDirectory } from './process-lock';

export type BackupRefusal = 'no-store' | 'exists' | 'not-a-store' | 'newer-schema' | 'locked' | 'unfit-disk';

/**
 * Copies the store as it is at one moment into one file, while another process writes it: readers and the writer do not block each other in WAL.
 * The file appears under its name only when it is whole and has been checked.
 */
export function backupStore(dataDir: string, to: string): Outcome<Inspection, BackupRefusal> {
  const from = join(dataDir, storeFile);
  if (!existsSync(from))
    return refuse('no-store', `There is no store in ${dataDir}.`, 'Set DATA_DIR to that of the bot.');
  if (existsSync(to))
    return refuse('exists', `${to} exists already.`, 'Name another file: backups are not overwritten.');
  const unfinished = `${to}.unfinished`;
  rmSync(unfinished, { force: true });
  const source = new Database(from, { timeout: 10_000 });
  try {
    source.exec('pragma synchronous = full');
    source.prepare('vacuum into ?').run([unfinished]);
  } finally {
    source.close();
  }
  const inspected = inspect(unfinished);
  if (!inspected.ok) return inspected;
  renameSync(unfinished, to);
  return inspected;
}

/** Puts a backup in the place of the store of a stopped bot. What was there is kept beside it as `store.db.before-restore`. */
export function restoreStore(from: string, dataDir: string): Outcome<Inspection, BackupRefusal> {
  if (!existsSync(from))
    return refuse('no-store', `There is no file ${from}.`, 'Name a file written by the backup command.');
  const inspected = inspect(from);
  if (!inspected.ok) return inspected;
  const fit = prepareDirectory(dataDir);
  if (!fit.ok) return fit;
  const lock = lockDirectory(dataDir);
  if (!lock.ok) return lock;
  try {
    const place = join(dataDir, storeFile);
    const kept = `${place}.before-restore`;
    const arriving = `${place}.arriving`;
    if (existsSync(kept))
      return refuse('exists', `${kept} is still there.`, 'Move it away: an earlier store is never overwritten.');
    rmSync(arriving, { force: true });
    copy(from, arriving);
    if (existsSync(place)) {
      // Folds the log into the file: a log left behind would be applied to the restored store and ruin it.
      fold(place);
      renameSync(place, kept);
    }
    for (const suffix of ['-wal', '-shm']) rmSync(`${place}${suffix}`, { force: true });
    renameSync(arriving, place);
    return inspected;
  } finally {
    lock.value.release();
  }
}

export interface Inspection {
  readonly schema: number;
  readonly alerts: number;
  readonly auditEntries: number;
}

/** Whether a file is a whole store this release can open, and what is in it. */
function inspect(path: string): Outcome<Inspection, BackupRefusal> {
  const file = new Database(path);
  try {
    const one = (sql: string) => Object.values(file.prepare(sql).all()[0] as Record<string, unknown>)[0];
    const verdict = one('pragma integrity_check');
    if (verdict !== 'ok')
      return refuse('not-a-store', `${path} is damaged: ${String(verdict)}.`, 'Use another backup.');
    const schema = Number(one('select version from schema_version'));
    const newest = migrations.at(-1)?.version ?? 0;
    if (schema > newest)
      return refuse(
        'newer-schema',
        `${path} has schema ${schema}; this release knows up to ${newest}.`,
        'Use the newer release.',
      );
    return done({
      schema,
      alerts: Number(one('select count(*) from alerts')),
      auditEntries: Number(one('select count(*) from audit')),
    });
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return refuse('not-a-store', `${path} is not a store (${words}).`, 'Name a file written by the backup command.');
  } finally {
    file.close();
  }
}

function copy(from: string, to: string): void {
  const source = new Database(from);
  try {
    source.prepare('vacuum into ?').run([to]);
  } finally {
    source.close();
  }
}

function fold(path: string): void {
  const store = new Database(path);
  try {
    store.exec('pragma wal_checkpoint(truncate)');
  } finally {
    store.close();
  }
}
