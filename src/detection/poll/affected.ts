import type { Principal } from '../../core/principal';
import type { Tx } from '../../core/unit-of-work';
import { type KeptSession, startOf, targetKey } from '../session';
import type { BaselineStore, StoredRecord } from '../store-ports';
import { hourMs } from './config';
import type { Intake } from './intake';
import { keptOf } from './session-records';

export interface Affected {
  /** To be judged, oldest first: changed, due, or with a new related operation within a day. */
  readonly sessions: readonly KeptSession[];
  /** Those whose principals the context tables are asked about: serial-log reads alone are not worth a query. */
  readonly context: readonly KeptSession[];
}

/** Which sessions a poll must judge (again). */
export async function affectedSessions(
  store: BaselineStore,
  tx: Tx,
  intake: Intake,
  due: readonly StoredRecord[],
  now: number,
): Promise<Affected> {
  const sessions = new Map<string, KeptSession>();
  for (const record of due) sessions.set(record.id, keptOf(record));
  const related = intake.related.filter(({ kind }) => kind !== 'boot-diagnostics' && kind !== 'machine-change');
  if (related.length > 0) {
    const times = related.map(({ at }) => at);
    const links = new Set<string>();
    for (const { caller, target, grant, kind, subscriptionId } of related) {
      links.add(`principal:${caller}`);
      links.add(`target:${targetKey(target)}`);
      if (grant !== undefined) links.add(`principal:${grant.principalId}`);
      if (kind === 'console-enabled') links.add(`subscription:${subscriptionId}`);
    }
    // Sessions of the last 24 hours are judged again; later ones only when they themselves change.
    const from = Math.max(Math.min(...times), now - 24 * hourMs) - 24 * hourMs;
    const found = await store.recordsByLink(tx, 'session', { links: [...links], from, to: now, limit: 50 });
    for (const record of found) if (record.at >= now - 24 * hourMs) sessions.set(record.id, keptOf(record));
  }
  for (const session of intake.sessions) sessions.set(session.id, session);
  const ordered = [...sessions.values()].sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1));
  return { sessions: ordered, context: ordered.filter(({ attempts }) => attempts[0]?.kind === 'connect') };
}

/** Saves which object id a user name belongs to, where that is new. */
export async function saveAliases(
  store: BaselineStore,
  tx: Tx,
  aliases: readonly { readonly key: string; readonly value: Principal }[],
  expiresAt: (key: string) => number | undefined,
): Promise<void> {
  const newest = new Map(aliases.map(({ key, value }) => [key, value]));
  if (newest.size === 0) return;
  const known = await store.documents(tx, [...newest.keys()]);
  const fresh = [...newest].filter(
    ([key, value]) => (known.get(key) as Principal | undefined)?.objectId !== value.objectId,
  );
  const rows = fresh.map(([key, value]) => {
    const until = expiresAt(key);
    return { key, value, ...(until === undefined ? {} : { expiresAt: until }) };
  });
  if (rows.length > 0) await store.saveDocuments(tx, rows);
}
