import { sql } from 'kysely';
import type { Tx } from '../core/unit-of-work';
import { chunks } from './chunks';
import { queries } from './transactions';

/** What was deleted, for the log and the audit entry. */
export interface Forgotten {
  readonly alerts: number;
  readonly reviews: number;
  readonly people: number;
}

/** Alerts a run deletes at most, so that one transaction never holds the store for long; the caller runs again until it gets fewer. */
export const forgottenAtOnce = 500;

/**
 * Deletes personal data that nobody has touched since `at` (epoch milliseconds): alerts with their notes and answers, closed reviews, places of
 * cards, people not seen. The audit chain stays whole: it holds hashes and object ids only. The baseline ages by itself.
 */
export async function forgetBefore(tx: Tx, at: number): Promise<Forgotten> {
  const alerts = await oldIds(tx, 'alerts', at);
  const reviews = await oldIds(tx, 'reviews', at);
  for (const ids of chunks(alerts)) {
    await queries(tx).deleteFrom('alert_sessions').where('alert_id', 'in', ids).execute();
    await queries(tx).deleteFrom('alerts').where('id', 'in', ids).execute();
  }
  for (const ids of chunks(reviews)) await queries(tx).deleteFrom('reviews').where('id', 'in', ids).execute();
  for (const ids of chunks([...alerts, ...reviews]))
    await queries(tx).deleteFrom('card_refs').where('subject', 'in', ids).execute();
  await queries(tx).deleteFrom('outbox').where('buried_at', '<', at).execute();
  await queries(tx).deleteFrom('review_changes').where('at', '<', at).execute();
  // Whatever stood until a date has ended long before its last change is that old.
  for (const table of ['mutes', 'incidents'] as const)
    await queries(tx).deleteFrom(table).where('updated_at', '<', at).where('until_at', '<', at).execute();
  const people = await queries(tx).deleteFrom('people').where('seen_at', '<', at).executeTakeFirst();
  return { alerts: alerts.length, reviews: reviews.length, people: Number(people.numDeletedRows) };
}

async function oldIds(tx: Tx, table: 'alerts' | 'reviews', at: number): Promise<readonly string[]> {
  let query = queries(tx).selectFrom(table).select('id').where('updated_at', '<', at);
  if (table === 'reviews') query = query.where(sql<boolean>`open = 0`);
  return (await query.limit(forgottenAtOnce).execute()).map(({ id }) => id);
}
