import { isGuid, type Principal } from '../../core/principal';
import type { Tx } from '../../core/unit-of-work';
import { type Attempt, attemptOf, mergeAttempts } from '../attempt';
import { principalOf } from '../decode/claims';
import type { LogEvent } from '../decode/event';
import { mergeRelated, type Related, relatedOf, relatedRecord } from '../related';
import { fold, type KeptSession, lastOf, sameCall, sessionGapMs } from '../session';
import type { BaselineStore } from '../store-ports';
import { hourMs } from './config';
import { keptOf } from './session-records';

/** What a poll's events change: sessions with new attempts, and related operations. */
export interface Intake {
  readonly sessions: readonly KeptSession[];
  readonly related: readonly Related[];
}

/** Rows of one call in one answer, collapsed before the store is asked anything. */
export function collapse(events: readonly LogEvent[]): Attempt[] {
  const byCall = new Map<string, Attempt[]>();
  for (const event of events) {
    if (event.kind !== 'connect' && event.kind !== 'boot-diagnostics') continue;
    const attempt = attemptOf(event);
    const list = byCall.get(attempt.correlationId) ?? [];
    const twin = list.findIndex((other) => sameCall(other, attempt));
    const known = list[twin];
    if (known === undefined) list.push(attempt);
    else list[twin] = mergeAttempts(known, attempt);
    byCall.set(attempt.correlationId, list);
  }
  return [...byCall.values()].flat();
}

/** Folds events into what the store knows. Reads only; the same events give the same answer twice. */
export async function takeIn(store: BaselineStore, tx: Tx, events: readonly LogEvent[]): Promise<Intake> {
  const named = await withKnownCallers(store, tx, events);
  const attempts = collapse(named);
  const known = new Map<string, KeptSession>();
  if (attempts.length > 0) {
    const times = attempts.map(({ at }) => at);
    const calls = await store.recordsByLink(tx, 'session', {
      links: [...new Set(attempts.map(({ correlationId }) => `correlation:${correlationId}`))],
      from: Math.min(...times) - 3 * 24 * hourMs,
      to: Math.max(...times) + 3 * 24 * hourMs,
      limit: 20,
    });
    const near = await store.recordsByLink(tx, 'session', {
      links: [...new Set(attempts.map(({ principal }) => `principal:${principal.objectId}`))],
      from: Math.min(...times) - sessionGapMs,
      to: Math.max(...times) + sessionGapMs + hourMs,
      limit: 100,
    });
    for (const record of [...calls, ...near]) known.set(record.id, keptOf(record));
  }
  return {
    sessions: fold(attempts, [...known.values()]).sort((a, b) => lastOf(a) - lastOf(b)),
    related: await mergeWithKnown(store, tx, named),
  };
}

async function mergeWithKnown(store: BaselineStore, tx: Tx, events: readonly LogEvent[]): Promise<Related[]> {
  const fresh = new Map<string, Related>();
  for (const event of events) {
    const related = relatedOf(event, principalOf(event.facts, event.caller));
    if (related === undefined) continue;
    const twin = fresh.get(related.id);
    fresh.set(related.id, twin === undefined ? related : mergeRelated(twin, related));
  }
  if (fresh.size === 0) return [];
  const known = await store.recordsById(tx, 'related', [...fresh.keys()]);
  const before = new Map(known.map(({ id, value }) => [id, value as Related]));
  return [...fresh.values()].flatMap((related) => {
    const twin = before.get(related.id);
    if (twin === undefined) return [related];
    const merged = mergeRelated(twin, related);
    return JSON.stringify(merged) === JSON.stringify(twin) ? [] : [merged];
  });
}

export async function saveRelated(
  store: BaselineStore,
  tx: Tx,
  related: readonly Related[],
  now: number,
): Promise<void> {
  const records = related.map((of) => relatedRecord(of, now));
  if (records.length > 0) await store.saveRecords(tx, records);
}

const aliasKey = (caller: string) => `alias:${caller.toLowerCase()}`;

/** A row without claims names its caller by user name only: earlier rows of the same caller told the object id. */
async function withKnownCallers(store: BaselineStore, tx: Tx, events: readonly LogEvent[]): Promise<LogEvent[]> {
  const told = new Map(aliasesOf(events).map(({ key, value }) => [key, value]));
  const silent = events.filter(({ facts, caller }) => facts.objectId === undefined && caller?.includes('@'));
  const missing = [...new Set(silent.map(({ caller }) => aliasKey(caller ?? '')))].filter((key) => !told.has(key));
  const found = missing.length === 0 ? new Map<string, unknown>() : await store.documents(tx, missing);
  return events.map((event) => {
    if (event.facts.objectId !== undefined || event.caller === undefined) return event;
    const alias = told.get(aliasKey(event.caller)) ?? (found.get(aliasKey(event.caller)) as Principal | undefined);
    return alias === undefined
      ? event
      : { ...event, facts: { ...event.facts, objectId: alias.objectId, type: alias.type } };
  });
}

/** Callers whose rows carry both user name and object id, to be remembered. */
export function aliasesOf(events: readonly LogEvent[]): { key: string; value: Principal }[] {
  return events.flatMap(({ facts, caller }) => {
    if (caller === undefined || !caller.includes('@') || facts.objectId === undefined || !isGuid(facts.objectId))
      return [];
    return [{ key: aliasKey(caller), value: principalOf(facts, caller) }];
  });
}
