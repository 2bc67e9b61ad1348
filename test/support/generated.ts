import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** A file of the repository that comes out of the code: the test that calls this keeps it equal, and writes it anew when told to. */
export function expectGenerated(path: string, text: string): void {
  const file = join(root, path);
  if (process.env.UPDATE_GENERATED === '1') writeFileSync(file, text);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  throw new Error(`${path} is not what the code says. Write it anew: UPDATE_GENERATED=1 npx jest test/docs`);
}
