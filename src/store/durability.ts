import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';

/** Brings commits to the disk beside the event loop: a sync takes milliseconds, in which SQLite itself would stop the whole process. */
export interface Durability {
  /** A transaction that wrote has been committed to the file just now. */
  committed(): void;
  /** Resolves when every commit so far is on the disk. Rejects for ever once a sync failed: what is on the disk is then unknown. */
  settled(): Promise<void>;
  close(): void;
}

/** For stores whose own commit is durable, or that are not on a disk. */
export const durableAtOnce: Durability = {
  committed: () => undefined,
  settled: () => Promise.resolve(),
  close: () => undefined,
};

/**
 * Syncs SQLite's write-ahead log. With `synchronous = normal` SQLite writes each commit to that file and syncs it only around a checkpoint, in the order
 * that keeps the database whole (sqlite.org, "PRAGMA synchronous"); the sync after each commit, which `full` would add, is this one. Commits that
 * come while a sync runs share the next. The file stays the same one for as long as the store is open.
 */
export function walDurability(walPath: string, sync: (fd: number) => Promise<void> = promisify(fdatasync)): Durability {
  const fd = openSync(walPath, 'r+');
  let committed = 0;
  let durable = 0;
  let running: Promise<void> | undefined;
  let broken: Error | undefined;

  async function pass(): Promise<void> {
    const covered = committed;
    try {
      await sync(fd);
      durable = covered;
    } catch (error) {
      broken = new Error('The store could not be brought to the disk; what it holds is certain only after a restart.', {
        cause: error,
      });
    } finally {
      running = undefined;
    }
  }

  return {
    committed: () => {
      committed++;
    },
    async settled() {
      const mark = committed;
      while (broken === undefined && durable < mark) {
        running ??= pass();
        await running;
      }
      if (broken !== undefined) throw broken;
    },
    close: () => closeSync(fd),
  };
}
