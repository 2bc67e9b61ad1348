import { atLeast } from '../../core/severity';
import type { Tx } from '../../core/unit-of-work';
import type { Desk } from '../baseline/desk';
import { principalKey, whoKey } from '../baseline/keys';
import { learnSweep, learnUse, type Use, unlearn, useKeys } from '../baseline/learn';
import { dayOf } from '../baseline/spans';
import type { FindingSink, SessionVerdict } from '../ports';
import { firstOf, type KeptSession, lastOf, publicSession, startOf, targetKey } from '../session';
import type { BaselineStore } from '../store-ports';
import { hourMs } from './config';
import { keptOf, learnAfterMs, sessionRecord } from './session-records';
import { otherViews } from './views';

/** Reasons under which a session is never learned, whatever its severity (design §4). */
export const neverLearned: ReadonlySet<string> = new Set([
  'declared-incident',
  'threat-intelligence',
  'threat-intelligence-failed',
  'just-granted',
  'granted-today',
  'unexpected-workload-identity',
]);

/** Has this session waited long enough, and not been decided yet? */
export function isRipe(session: KeptSession, now: number): boolean {
  return session.learning === 'pending' && now >= lastOf(session) + learnAfterMs;
}

/** Learns a ripe session or withholds it; returns it with its mark. */
export async function learnRipe(
  store: BaselineStore,
  tx: Tx,
  desk: Desk,
  kept: KeptSession,
  now: number,
  baselineDays: number,
  isMuted: NonNullable<FindingSink['isMuted']>,
): Promise<KeptSession> {
  const session = publicSession(kept, now);
  if (session === undefined || session.outcome === 'failure') return { ...kept, learning: 'withheld' };
  const codes = kept.found?.codes ?? [];
  if (
    kept.verdict !== 'benign' &&
    (kept.verdict === 'undecided' ||
      isLoud(kept) ||
      codes.some((code) => neverLearned.has(code)) ||
      (await isMuted(tx, kept.id)) ||
      (await isNearLoud(store, tx, kept)))
  )
    return { ...kept, learning: 'withheld' };
  await learnKept(store, tx, desk, kept, now, baselineDays);
  return { ...kept, learning: 'learned' };
}

async function learnKept(
  store: BaselineStore,
  tx: Tx,
  desk: Desk,
  kept: KeptSession,
  now: number,
  baselineDays: number,
): Promise<void> {
  const session = publicSession(kept, now);
  if (session === undefined) return;
  const oldest = dayOf(now) - baselineDays;
  const who = principalKey(session.principal);
  if (session.kind === 'boot-diagnostics') {
    const links = [`principal:${session.principal.objectId}`];
    const near = await store.recordsByLink(tx, 'session', {
      links,
      from: session.startedAt - hourMs,
      to: session.startedAt,
      limit: 300,
    });
    const machines = near
      .map(keptOf)
      .flatMap(({ attempts }) => attempts.filter(({ kind }) => kind === 'boot-diagnostics'));
    await desk.load([whoKey(who)]);
    learnSweep(
      desk,
      who,
      session.startedAt,
      Math.max(1, new Set(machines.map(({ target }) => targetKey(target))).size),
    );
    return;
  }
  const [ip] = session.sourceIps;
  const use: Use = {
    who,
    at: session.startedAt,
    mfa: session.mfa,
    ip,
    // The session's own country is that of its best attempt, which may have come from another address.
    country: session.sourceIps.length > 1 ? countryAt(kept, ip) : session.country,
    asn: kept.asn,
    target: session.target,
    subscriptionId: session.subscriptionId,
    // What it was judged from it is also learned from.
    elsewhere: otherViews(kept, session).map(({ sourceIps: [other], country }) => ({ ip: other, country })),
  };
  await desk.load(useKeys(use));
  learnUse(desk, use, oldest);
}

const countryAt = (kept: KeptSession, ip: string | undefined) =>
  firstOf(
    kept.attempts.filter((of) => of.ip === ip),
    'country',
  );

function isLoud({ found, verdict }: KeptSession): boolean {
  return verdict === 'malicious' || (found !== undefined && verdict !== 'benign' && atLeast(found.severity, 'medium'));
}

/** A session in the same alert as a loud one is undecided too: same principal, within the span of an alert. */
async function isNearLoud(store: BaselineStore, tx: Tx, kept: KeptSession): Promise<boolean> {
  const principal = kept.attempts[0]?.principal.objectId;
  const records = await store.recordsByLink(tx, 'session', {
    links: [`principal:${principal}`],
    from: startOf(kept) - 24 * hourMs,
    to: lastOf(kept) + 24 * hourMs,
    limit: 100,
  });
  return records.map(keptOf).some((other) => other.id !== kept.id && isLoud(other) && withinAlert(kept, other));
}

/** The grouping's gap (four hours); a quiet session hours away from a loud one is in another alert. */
function withinAlert(a: KeptSession, b: KeptSession): boolean {
  return startOf(a) - lastOf(b) <= 4 * hourMs && startOf(b) - lastOf(a) <= 4 * hourMs;
}

/** Follows what people decided: benign is learned, malicious unlearns back to the session, undecided takes a benign verdict back. */
export async function followVerdicts(
  store: BaselineStore,
  tx: Tx,
  desk: Desk,
  verdicts: readonly SessionVerdict[],
  now: number,
  baselineDays: number,
): Promise<void> {
  for (const { sessionId, verdict } of verdicts) {
    const [record] = await store.recordsById(tx, 'session', [sessionId]);
    if (record === undefined) continue;
    const kept = keptOf(record);
    // Heard already: verdicts are asked for with an overlap.
    if (kept.verdict === verdict) continue;
    const principal = kept.attempts[0]?.principal;
    let next: KeptSession = { ...kept, verdict };
    if (verdict === 'benign') {
      // A pending one is learned when it is a day old, like any other.
      if (kept.learning === 'withheld' || kept.learning === 'unlearned') {
        await learnKept(store, tx, desk, kept, now, baselineDays);
        next = { ...next, learning: 'learned' };
      }
    } else if (principal !== undefined && (verdict === 'malicious' || kept.learning === 'learned')) {
      await unlearn(desk, principalKey(principal), startOf(kept));
      next = { ...next, learning: 'unlearned' };
    }
    await store.saveRecords(tx, [sessionRecord(next, now)]);
  }
}
