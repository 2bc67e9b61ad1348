import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { alertCards } from '../kill/checks';
import { now, openSite, type Site } from './site';

/** A file system of its own that can be filled; undefined where this user may mount none. */
export function smallDisk(): { readonly dir: string; unmount(): void } | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'scw-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    // No such right, or no such program: the caller says that the case was skipped.
    rmSync(dir, { recursive: true });
    return undefined;
  }
  return {
    dir,
    unmount() {
      // Lazily: the process that died on it may not be quite gone.
      execFileSync('umount', ['-l', dir]);
      rmSync(dir, { recursive: true });
    },
  };
}

/** The disk fills up under the running process; presses are told so, and what came meanwhile is posted once there is room again. */
export async function runFullDisk(dir: string): Promise<Site> {
  const site = await openSite(4, join(dir, 'store'));
  const ballast = join(dir, 'ballast');
  fill(ballast);
  const during = site.strike();
  await sleep(4_000);
  const [card] = alertCards(site.stage);
  if (card === undefined) throw new Error('no card stands');
  const { outcome } = await site.note(card);
  if (outcome === 'done') site.lost('a press was answered with success while nothing could be saved');
  rmSync(ballast);
  await site.carded(during);
  const since = now();
  const later = await site.note(card);
  if (later.outcome !== 'done') site.lost(`a press after the disk had room again was ${later.outcome}`);
  await site.repainted(card, since);
  return site;
}

/** Writes until there is no byte left. */
function fill(path: string): void {
  for (const size of [1 << 20, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}
