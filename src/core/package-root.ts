import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of this package. The compiler copies no assets (queries, cards, the chat page), and the compiled tree lies at several depths: found by
 * walking up to `package.json`, they are the same files for the service, the tests and the benches.
 */
export const packageRoot: string = rootAbove(__dirname);

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no package.json above ${__dirname}: the package is not complete`);
  return rootAbove(parent);
}
