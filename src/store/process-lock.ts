import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { done, type Outcome, refuse } from '../core/outcome';

export interface ProcessLock {
  release(): void;
}

/**
 * Holds `lock.db` open in EXCLUSIVE mode for the life of the process. The store itself stays in plain WAL, where two processes could both
 * write, so that an online backup can read it. The operating system drops the lock when the process dies, however it dies.
 */
export function lockDirectory(dataDir: string): Outcome<ProcessLock, 'locked'> {
  const note = join(dataDir, 'lock.holder');
  const lock = new Database(join(dataDir, 'lock.db'));
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive; create table if not exists held (x); commit');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    return refuse(
      'locked',
      `The store in ${dataDir} is in use by another process${heldBy(note)}.`,
      'Stop the other process first, or give this one a DATA_DIR of its own; several instances need DATABASE_URL.',
    );
  }
  writeFileSync(note, `process ${process.pid} on ${hostname()}`);
  return done({
    release() {
      rmSync(note, { force: true });
      lock.close();
    },
  });
}

function isBusy(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'));
}

/** The note is only for the message: it may be stale or missing, the lock itself is the truth. */
function heldBy(note: string): string {
  try {
    return ` (${readFileSync(note, 'utf8').slice(0, 200)})`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    return ' (unknown)';
  }
}
