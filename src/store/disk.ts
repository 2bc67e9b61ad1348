import { mkdirSync, statfsSync } from 'node:fs';
import { done, type Outcome, refuse } from '../core/outcome';

/** Linux file-system magic numbers (statfs(2)) of shares on which SQLite's WAL does not work. */
const shares: ReadonlyMap<number, string> = new Map([
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x517b, 'SMB'],
  [0x6969, 'NFS'],
]);

export type FileSystemType = (path: string) => number;

const fromSystem: FileSystemType = (path) => statfsSync(path).type;

/** Makes the directory, readable by this user only, and refuses network shares such as Azure Files: a WAL store there is silently broken. */
export function prepareDirectory(dataDir: string, typeOf = fromSystem): Outcome<void, 'unfit-disk'> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    return refuse(
      'unfit-disk',
      `${dataDir} cannot be created (${error instanceof Error ? error.message : String(error)}).`,
      'Give DATA_DIR a directory this process may write to.',
    );
  }
  // Signed on some platforms.
  const share = shares.get(typeOf(dataDir) >>> 0);
  if (share === undefined) return done(undefined);
  return refuse(
    'unfit-disk',
    `${dataDir} is on a network share (${share}), where the embedded store would lose data.`,
    'Put DATA_DIR on a local or managed disk, or use PostgreSQL through DATABASE_URL.',
  );
}
