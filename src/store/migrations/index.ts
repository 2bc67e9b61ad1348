import type { Migration } from '../migrate';
import { firstTables } from './001-first-tables';

/** In order; a migration that has been released is never changed. */
export const migrations: readonly Migration[] = [firstTables];
