import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kqlFile } from '../core/kql-file';
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

/** The shipped KQL text. */
export function readQuery(name: QueryName): string {
  return kqlFile('detection', name);
}

export interface QueryColumn {
  readonly name: string;
  readonly type: string;
}

/** The columns the decoder relies on, as a test binds them. */
export function readColumns(name: QueryName): readonly QueryColumn[] {
  return JSON.parse(
    readFileSync(join(packageRoot, 'src', 'detection', 'queries', `${name}.columns.json`), 'utf8'),
  ) as QueryColumn[];
}
