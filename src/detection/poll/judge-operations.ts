import type { Tx } from '../../core/unit-of-work';
import { loneSignal } from '../alone';
import { useOf } from '../alone/use';
import { endWaitMs } from '../attempt';
import type { Finding } from '../finding';
import { type Related, unendedLink } from '../related';
import { judgeOperation } from '../score';
import { targetKey } from '../session';
import type { BaselineStore } from '../store-ports';
import { latenessMs } from './config';
import { type LoaderParts, loadFacts } from './facts-loader';

/** More start rows without an end than a tenant has in a day. */
const mostUnended = 200;

/**
 * Operations of this poll that may be alerts by themselves: those that ended, and those whose end did not come in time, which was in (after, now].
 * Refused ones did nothing.
 */
export async function loneOperations(
  store: BaselineStore,
  tx: Tx,
  changed: readonly Related[],
  { after, now }: { readonly after: number; readonly now: number },
): Promise<readonly Related[]> {
  const fresh = new Set(changed.map(({ id }) => id));
  const unended = (await startedOnly(store, tx, now)).filter(
    (of) => !fresh.has(of.id) && settlesAt(of) > after && settlesAt(of) <= now,
  );
  return [...changed, ...unended].filter(
    (of) => of.alone !== undefined && (of.outcome === 'done' || (of.outcome === 'started' && settlesAt(of) <= now)),
  );
}

/** When the next start row without an end is taken as it stands; undefined when none waits. For replay, which skips idle polls. */
export async function nextUnended(store: BaselineStore, tx: Tx, now: number): Promise<number | undefined> {
  const times = (await startedOnly(store, tx, now)).map(settlesAt).filter((at) => at > now);
  return times.length === 0 ? undefined : Math.min(...times);
}

const settlesAt = ({ at, alone }: Related): number => (alone?.visibleAt ?? at) + endWaitMs;

async function startedOnly(store: BaselineStore, tx: Tx, now: number): Promise<readonly Related[]> {
  const from = now - latenessMs - 2 * endWaitMs;
  const query = { links: [unendedLink], from, to: now, limit: mostUnended };
  return (await store.recordsByLink(tx, 'related', query)).map(({ value }) => value as Related);
}

/** The findings of operations that are alerts without a session. The same operation gives the same finding again: its alert takes it once. Never learned. */
export async function judgeOperations(parts: LoaderParts, operations: readonly Related[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const operation of operations) {
    const signal = loneSignal({ operation, situation: parts.situation, policy: parts.policy });
    if (signal === undefined) continue;
    const use = useOf(operation, signal.principal);
    const facts = await loadFacts(parts, { id: use.id, attempts: [], learning: 'withheld' }, use);
    const finding = judgeOperation(facts, signal.reason);
    const { around } = finding.context;
    // The operation is the headline: around it stands what else happened.
    const others = around.filter(
      (of) =>
        of.at !== operation.at ||
        of.operation !== operation.operation ||
        targetKey(of.target) !== targetKey(use.target),
    );
    findings.push({ ...finding, context: { ...finding.context, around: others } });
  }
  return findings;
}
