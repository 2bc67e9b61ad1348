import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root';

const texts = new Map<string, string>();

/** The KQL text `src/<folder>/queries/<name>.kql` as shipped, read once: the same file for Log Analytics, the emulator and replay. */
export function kqlFile(folder: string, name: string): string {
  const file = join(packageRoot, 'src', folder, 'queries', `${name}.kql`);
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(file, 'utf8');
  texts.set(file, text);
  return text;
}
