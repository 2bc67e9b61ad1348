import { prefixOf } from '../../geo/address';
import type { ConsoleSession, Finding } from '../finding';
import { judge } from '../score';
import { type Found, type KeptSession, publicSession } from '../session';
import { hourMs } from './config';
import { type LoaderParts, loadFacts } from './facts-loader';
import { isRipe, learnRipe, neverLearned } from './learning';
import { keptOf, sessionRecord } from './session-records';

const noMutes = async (): Promise<boolean> => false;

/** Judges sessions in event order, learns the ripe ones, saves them all; returns the findings that are new or changed. */
export async function judgeSessions(parts: LoaderParts, sessions: readonly KeptSession[]): Promise<readonly Finding[]> {
  const { store, tx, desk, now, baselineDays } = parts;
  const findings: Finding[] = [];
  const queue = [...sessions];
  const queued = new Set(queue.map(({ id }) => id));
  for (let index = 0; index < queue.length; index += 1) {
    const kept = queue[index];
    const session = kept === undefined ? undefined : publicSession(kept, now);
    if (kept === undefined) continue;
    let next = kept;
    // The mates of a sweep, at the end of the queue, are always judged anew.
    const asked = index >= sessions.length || !onlyLearns(kept, now);
    if (session !== undefined && asked) {
      const { finding, asn } = await judgeFromWorst(parts, kept, session);
      const found = foundOf(finding);
      next = { ...kept, found, ...(asn === undefined ? {} : { asn }) };
      if (isWorthTelling(finding) && found.print !== kept.found?.print) findings.push(finding);
      if (finding.reasons.some(({ code }) => code === 'boot-diagnostics-sweep')) {
        for (const other of await sweepMates(parts, next)) {
          if (!queued.has(other.id)) queue.push(other);
          queued.add(other.id);
        }
      }
    }
    if (isRipe(next, now)) next = await learnRipe(store, tx, desk, next, now, baselineDays, parts.isMuted ?? noMutes);
    await store.saveRecords(tx, [sessionRecord(next, now)]);
  }
  return findings;
}

/**
 * A session that was used from several addresses is judged from each and stands as the worst of them: an honest address does not vouch for a
 * foreign one. What it says of itself, its autonomous system included, stays that of the first.
 */
async function judgeFromWorst(
  parts: LoaderParts,
  kept: KeptSession,
  session: ConsoleSession,
): Promise<{ readonly finding: Finding; readonly asn: string | undefined }> {
  const facts = await loadFacts(parts, kept, session);
  let finding = judge(facts);
  const { asn: _first, ...rest } = kept;
  for (const view of otherViews(kept, session)) {
    const other = judge(await loadFacts(parts, rest, view));
    if (other.score > finding.score) finding = other;
  }
  const asn = facts.session.network?.startsWith('AS') === true ? facts.session.network : undefined;
  return { finding, asn };
}

/** The session as its further addresses show it. One that was only refused says nothing of a session that succeeded. */
function otherViews(kept: KeptSession, session: ConsoleSession): readonly ConsoleSession[] {
  return session.sourceIps.slice(1).flatMap((ip) => {
    const tries = kept.attempts.filter(
      (of) => of.ip === ip && (of.outcome === session.outcome || of.outcome !== 'failure'),
    );
    if (tries.length === 0) return [];
    const { country: _country, network: _network, tokenIp: _tokenIp, ...rest } = session;
    const country = tries.find((of) => of.country !== undefined)?.country;
    const tokenIp = tries.find((of) => of.tokenIp !== undefined)?.tokenIp;
    const sourceIps = [ip, ...session.sourceIps.filter((known) => known !== ip)];
    const network = prefixOf(ip);
    return [
      {
        ...rest,
        sourceIps,
        ...(network === undefined ? {} : { network }),
        ...(country === undefined ? {} : { country }),
        ...(tokenIp === undefined ? {} : { tokenIp }),
      },
    ];
  });
}

/** A serial-log read that has been judged comes back a day later to be learned; nothing else is read about it in between. */
function onlyLearns(kept: KeptSession, now: number): boolean {
  return kept.attempts[0]?.kind === 'boot-diagnostics' && kept.found !== undefined && isRipe(kept, now);
}

/** Reading one's own serial log is everyday work: it becomes a finding only when something speaks against it. */
function isWorthTelling({ session, score }: Finding): boolean {
  return session.kind === 'connect' || score >= 20;
}

/** The other reads of a sweep, judged before it was one. */
async function sweepMates({ store, tx }: LoaderParts, kept: KeptSession): Promise<readonly KeptSession[]> {
  const [first] = kept.attempts;
  if (first === undefined) return [];
  const links = [`principal:${first.principal.objectId}`];
  const records = await store.recordsByLink(tx, 'session', {
    links,
    from: first.at - hourMs,
    to: first.at + hourMs,
    limit: 100,
  });
  return records
    .map(keptOf)
    .filter(
      ({ id, attempts, found }) =>
        id !== kept.id &&
        attempts[0]?.kind === 'boot-diagnostics' &&
        found?.codes.includes('boot-diagnostics-sweep') !== true,
    );
}

function foundOf({ severity, score, hard, reasons, session }: Finding): Found {
  const codes = reasons.filter(({ points, code }) => points !== 0 || neverLearned.has(code)).map(({ code }) => code);
  return {
    severity,
    score,
    hard,
    codes,
    print: JSON.stringify([
      severity,
      score,
      session.correlationIds,
      session.outcome,
      reasons.map(({ code, points }) => [code, points]),
    ]),
  };
}
