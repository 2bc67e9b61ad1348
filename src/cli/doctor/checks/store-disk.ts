import { statfsSync } from 'node:fs';
import { inspectDirectory } from '../../../store/inspect-directory';
import { bad, type Finding, good, warning } from '../finding';
import type { Check, Patient } from '../patient';

/** Below this a busy year does not fit: measured sizes are in docs/operation.md. */
const littleMiB = 1024;
const tooLittleMiB = 100;

/** The store's place can be written to and is a disk that keeps what it is given. */
export const storeDisk: Check = {
  name: 'store',
  async run({ config: { store } }: Patient) {
    if (store.kind === 'postgres')
      return [good('store', 'PostgreSQL: the service checks it at its start, and /readyz from then on')];
    const { dataDir } = store;
    const looked = inspectDirectory(dataDir);
    if (!looked.ok) return [bad('store', looked.message, looked.remedy ?? 'Give DATA_DIR a local or managed disk.')];
    const { inUse } = looked.value;
    return [
      good('store', `${dataDir} can be written to${inUse === undefined ? '' : '; the bot is running on it'}`),
      ...spaceLine(dataDir),
    ];
  },
};

function spaceLine(dataDir: string): readonly Finding[] {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = Math.floor((Number(bavail) * Number(bsize)) / 1024 ** 2);
  const says = `${free} MiB free`;
  const remedy = 'Enlarge the disk, or lower RETENTION_DAYS.';
  if (free < tooLittleMiB) return [bad('disk space', says, remedy)];
  return [free < littleMiB ? warning('disk space', says, remedy) : good('disk space', says)];
}
