import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../core/package-root';

export const queryNames = [
  'console',
  'life',
  'signin-life',
  'signins',
  'activity',
  'risk',
  'identity',
  'threat',
  'pulse',
] as const;
export type QueryName = (typeof queryNames)[number];

const folder = path.join(packageRoot, 'src', 'detection', 'queries');

const cache = new Map<QueryName, string>();

/** The shipped KQL text: the same file for Log Analytics, the emulator and replay. */
export function readQuery(name: QueryName): string {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(path.join(folder, `${name}.kql`), 'utf8');
  cache.set(name, text);
  return text;
}

export interface QueryColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns the decoder relies on, as a test binds them. */
export function readColumns(name: QueryName): readonly QueryColumn[] {
  return JSON.parse(readFileSync(path.join(folder, `${name}.columns.json`), 'utf8')) as QueryColumn[];
}
