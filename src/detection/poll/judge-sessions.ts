import type { ConsoleSession, Finding } from '../finding';
import { judge } from '../score';
import { type Found, type KeptSession, publicSession } from '../session';
import { hourMs } from './config';
import { type LoaderParts, loadFacts } from './facts-loader';
import { isRipe, learnRipe, neverLearned } from './learning';
import { keptOf, sessionRecord } from './session-records';
import { otherViews } from './views';

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

/** A serial-log read that has been judged comes back a day later to be learned; nothing else is read about it in between. */
function onlyLearns(kept: KeptSession, now: number): boolean {
  return kept.attempts[0]?.kind === 'boot-diagnostics' && kept.found !== undefined && isRipe(kept, now);
}

/** Reading one's own serial log is everyday work: it becomes a finding only when something speaks against it. */
function isWorthTelling({ session, score }: Finding): boolean {
  return session.kind === 'connect' || score >= 20;
}

/** The other reads of a sweep that were judged before it was one, or before it was as large. */
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
  const reads = records.map(keptOf).filter(({ attempts }) => attempts[0]?.kind === 'boot-diagnostics');
  // The newest speaks for the alert: it is judged again whenever the sweep has grown.
  const newest = reads.at(-1);
  return reads.filter(
    (read) => read.id !== kept.id && (read === newest || read.found?.codes.includes('boot-diagnostics-sweep') !== true),
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
      reasons.map(({ code, points, text }) =>
        code === 'boot-diagnostics-sweep' ? [code, points, text] : [code, points],
      ),
    ]),
  };
}
