import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { done, type Outcome, refuse } from '../core/outcome';
import { type FileSystemType, prepareDirectory } from './disk';
import { lockDirectory } from './process-lock';

export interface DirectoryFacts {
  /** Words about the process that has the store open; missing when none has. */
  readonly inUse?: string;
}

/** Whether a store can live here: writes and syncs a file of its own, never opens or migrates the store. Makes the directory when it is missing. */
export function inspectDirectory(dataDir: string, typeOf?: FileSystemType): Outcome<DirectoryFacts, 'unfit-disk'> {
  const fit = typeOf === undefined ? prepareDirectory(dataDir) : prepareDirectory(dataDir, typeOf);
  if (!fit.ok) return fit;
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    const file = openSync(probe, 'w', 0o600);
    try {
      writeSync(file, 'probe');
      fsyncSync(file);
    } finally {
      closeSync(file);
      rmSync(probe, { force: true });
    }
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return refuse(
      'unfit-disk',
      `${dataDir} cannot be written to (${words}).`,
      'Give this user the right to write in DATA_DIR.',
    );
  }
  // Without a lock file nobody ever opened the store, and looking must not leave one behind.
  if (!existsSync(join(dataDir, 'lock.db'))) return done({});
  const lock = lockDirectory(dataDir);
  if (!lock.ok) return done({ inUse: lock.message });
  lock.value.release();
  return done({});
}
