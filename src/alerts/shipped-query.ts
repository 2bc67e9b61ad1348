import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../core/package-root';

const texts = new Map<string, string>();

/** The KQL text `src/alerts/<folder>/queries/<name>.kql`, as shipped. */
export function shippedQuery(folder: string, name: string): string {
  const file = path.join(packageRoot, 'src', 'alerts', folder, 'queries', `${name}.kql`);
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(file, 'utf8');
  texts.set(file, text);
  return text;
}
