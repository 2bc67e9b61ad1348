import type { Migration } from '../migrate';
import { firstTables } from './001-first-tables';
import { mutesAndIncidents } from './002-mutes-and-incidents';
import { leases } from './003-leases';
import { appendOnlyAudit } from './004-append-only-audit';
import { outboxSends } from './005-outbox-sends';
import { appliedReviews } from './006-applied-reviews';
import { paintedCards } from './007-painted-cards';

/** In order; a migration that has been released is never changed. */
export const migrations: readonly Migration[] = [
  firstTables,
  mutesAndIncidents,
  leases,
  appendOnlyAudit,
  outboxSends,
  appliedReviews,
  paintedCards,
];
