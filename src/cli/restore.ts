import { restoreStore } from '../store/backup';
import { runStoreCommand, type StoreCommand } from './store-command';

/** `npm run restore -- --from FILE`: puts a backup in place of the store; the bot must be stopped. */
export const restore: StoreCommand = {
  name: 'restore',
  option: 'from',
  run: (dataDir, file) => restoreStore(file, dataDir),
  tell: (file, dataDir) => `restored ${file} into ${dataDir}`,
};

if (require.main === module) {
  process.exitCode = runStoreCommand(restore, process.argv.slice(2), process.env, {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  });
}
