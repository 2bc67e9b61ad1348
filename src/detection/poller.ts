import type { Tx } from '../core/unit-of-work';
import { letInAgain } from './alone/contained';
import { expiryOf, openDesk } from './baseline/desk';
import { contextAbout } from './context/about';
import { gatherContext } from './context/gather';
import { calmSituation } from './history';
import { viewPolicy } from './policy-view';
import { type Affected, affectedSessions, saveAliases } from './poll/affected';
import { bootstrapBaseline } from './poll/bootstrap';
import { hourMs, latenessMs, type PollerParts, type PollReport } from './poll/config';
import { decodeRows } from './poll/decode-rows';
import { aliasesOf, type Intake, saveRelated, takeIn } from './poll/intake';
import { judgeOperations, loneOperations } from './poll/judge-operations';
import { judgeSessions } from './poll/judge-sessions';
import { followVerdicts } from './poll/learning';
import { lifeMark, mergeLife, peopleKnown, readLife } from './poll/life';
import { keptOf, sessionRecord } from './poll/session-records';
import { readAgain, readsFrom, recovered, stumbled } from './poll/sight';
import { takePulse } from './poll/silence';
import { initialState, loadState, type PollerState, saveState } from './poll/state';
import { readQuery } from './queries';
import { publicSession, startOf } from './session';

export interface Poller {
  /** One poll at `now` (epoch milliseconds). Never rejects for a log that does not answer; rejects when the store does. */
  pollOnce(now: number): Promise<PollReport>;
}

/** Object ids of those who used a console. */
const connecting = (sessions: Affected['sessions']): readonly string[] => [
  ...new Set(
    sessions.flatMap(({ attempts: [first] }) => (first?.kind === 'connect' ? [first.principal.objectId] : [])),
  ),
];

const nothing: PollReport = { ok: true, rows: 0, malformed: 0, findings: 0, late: 0 };

/** The scheduled watch (design §3). The watermark moves only in the transaction that saves what was found. */
export function createPoller(parts: PollerParts): Poller {
  const { source, store, sink, uow, log, config, sight } = parts;
  const { baselineDays } = config;
  const overlap = (config.overlapSeconds ?? 300) * 1000;

  async function start(now: number): Promise<PollerState | undefined> {
    if (config.bootstrap === false) {
      const state = initialState(now - hourMs, lifeMark(now - hourMs));
      await uow.run((tx) => saveState(store, tx, state));
      return state;
    }
    return bootstrapBaseline(parts, now);
  }

  async function readOrdinaryLife(state: PollerState, now: number): Promise<PollerState> {
    const cutoff = lifeMark(now);
    if (cutoff <= state.lifeWatermark) return state;
    const people = await uow.run((tx) => peopleKnown(store, tx));
    const life = await readLife(source, log, people, { watermark: state.lifeWatermark, cutoff });
    if (life === undefined) return state;
    return uow.run(async (tx) => {
      await mergeLife(store, tx, life, cutoff, baselineDays);
      const next = { ...state, lifeWatermark: cutoff };
      await saveState(store, tx, next);
      return next;
    });
  }

  async function pollOnce(now: number): Promise<PollReport> {
    const known = (await uow.run((tx) => loadState(store, tx))) ?? (await start(now));
    if (known === undefined) return { ...nothing, ok: false };
    const state = await takePulse(parts, await readOrdinaryLife(known, now), now);
    const from = readsFrom(state, overlap, now);
    const since = Math.min(now, state.watermark, from) - latenessMs;
    const answer = await source.query({
      name: 'console',
      text: readQuery('console'),
      parameters: {
        since: { datetime: since },
        watermark: { datetime: from },
        cutoff: { datetime: now },
      },
      timespan: { from: since, to: now },
    });
    if (!answer.ok) {
      log.warn(
        { query: 'console', reason: answer.reason },
        `${answer.message} The watermark stays at ${new Date(state.watermark).toISOString()}.`,
      );
      await uow.run((tx) => stumbled(store, tx, sight, state, answer.reason, now));
      return { ...nothing, ok: false };
    }
    const watermark = seenUpTo(now, answer.value.answeredAt);
    const { events, malformed } = decodeRows(answer.value.rows, log);
    const dueNow = await uow.run(async (tx) => store.dueRecords(tx, 'session', now, 500));
    // Only the poller writes what these read, one poll at a time: they hold until the transaction below.
    const intake: Intake = await uow.run((tx) => takeIn(store, tx, events));
    const concerned = await uow.run((tx) => affectedSessions(store, tx, intake, dueNow, now));
    const context = await gatherContext(source, log, wanted(concerned.context, now));

    const findings = await uow.run(async (tx) => {
      const desk = openDesk(store, tx);
      await saveAliases(store, tx, aliasesOf(events), expiryOf(now, baselineDays));
      await saveRelated(store, tx, intake.related, now);
      await store.saveRecords(
        tx,
        intake.sessions.map((session) => sessionRecord(session, now)),
      );
      const verdicts = (await sink.verdictsSince?.(tx, state.verdictsUntil)) ?? [];
      await followVerdicts(store, tx, desk, verdicts, now, baselineDays);
      const affected = verdicts.length === 0 ? concerned : await afterVerdicts(tx, intake, now);
      const policy = viewPolicy(parts.policy());
      const lone = await loneOperations(store, tx, intake.related, { after: state.watermark - overlap, now });
      const people = new Set([...connecting(affected.sessions), ...lone.flatMap(letInAgain)]);
      const situation = (await parts.situation?.(tx, [...people])) ?? calmSituation;
      const { asnOf } = parts;
      const { isMuted } = sink;
      const contextOf = contextAbout(context);
      const judging = { store, tx, desk, now, baselineDays, contextOf, situation, policy, asnOf, isMuted };
      const found = [...(await judgeSessions(judging, affected.sessions)), ...(await judgeOperations(judging, lone))];
      await desk.save(expiryOf(now, baselineDays));
      if (found.length > 0) await sink.take(tx, found, { at: now });
      const late = events.filter(({ at, visibleAt }) => visibleAt - at > hourMs).length;
      const seen = await recovered(tx, sight, readAgain(state, now), late, now);
      const swept = now - seen.sweptAt > hourMs;
      if (swept) await store.expire(tx, now, now - baselineDays * 24 * hourMs);
      const verdictsUntil = verdicts.reduce((until, { at }) => Math.max(until, at), state.verdictsUntil);
      await saveState(store, tx, { ...seen, watermark, verdictsUntil, sweptAt: swept ? now : seen.sweptAt });
      return found;
    });
    const late = events.filter(({ at, visibleAt }) => visibleAt - at > hourMs).length;
    return { ok: true, rows: answer.value.rows.length, malformed, findings: findings.length, late };
  }

  /**
   * Rows become visible by the service's clock. A machine whose own is ahead would move past rows that are still to come, and after it has been
   * put right past all of that time; so the watermark never passes the service's.
   */
  function seenUpTo(now: number, answeredAt: number = now): number {
    if (Math.abs(answeredAt - now) > overlap)
      log.warn({ aheadMs: now - answeredAt }, "this machine's clock differs from the log's by more than five minutes");
    return Math.min(now, answeredAt);
  }

  /** A verdict changes the sessions it is about: what was read before it would be saved over it. */
  async function afterVerdicts(tx: Tx, intake: Intake, now: number): Promise<Affected> {
    const records = await store.recordsById(
      tx,
      'session',
      intake.sessions.map(({ id }) => id),
    );
    const due = await store.dueRecords(tx, 'session', now, 500);
    return affectedSessions(store, tx, { ...intake, sessions: records.map(keptOf) }, due, now);
  }

  function wanted(sessions: Awaited<ReturnType<typeof affectedSessions>>['sessions'], now: number) {
    const views = sessions.flatMap((kept) => publicSession(kept, now) ?? []);
    const principals = new Set(
      views.flatMap(({ principal }) => [principal.objectId, principal.displayName.toLowerCase()]),
    );
    return {
      principals: [...principals].sort(),
      addresses: [
        ...new Set(
          views.flatMap(({ sourceIps, tokenIp }) => [...sourceIps, ...(tokenIp === undefined ? [] : [tokenIp])]),
        ),
      ].sort(),
      from: Math.min(now, ...sessions.map(startOf)),
      cutoff: now,
    };
  }

  return { pollOnce };
}
