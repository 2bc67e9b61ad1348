import { backupStore } from '../store/backup';
import { runStoreCommand, type StoreCommand } from './store-command';

/** `npm run backup -- --to FILE`: a whole, checked copy of the embedded store, taken while the bot runs. */
export const backup: StoreCommand = {
  name: 'backup',
  option: 'to',
  run: backupStore,
  tell: (file) => `backed up to ${file}`,
};

if (require.main === module) {
  process.exitCode = runStoreCommand(backup, process.argv.slice(2), process.env, {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  });
}
