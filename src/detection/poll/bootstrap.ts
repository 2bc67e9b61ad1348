import { expiryOf, openDesk } from '../baseline/desk';
import { contextAbout } from '../context/about';
import { noContext } from '../context/context';
import { calmSituation } from '../history';
import { viewPolicy } from '../policy-view';
import { readQuery } from '../queries';
import { affectedSessions, saveAliases } from './affected';
import { hourMs, latenessMs, type PollerParts } from './config';
import { decodeRows } from './decode-rows';
import { aliasesOf, saveRelated, takeIn } from './intake';
import { judgeSessions } from './judge-sessions';
import { lifeMark, mergeLife, peopleKnown, readLife } from './life';
import { sessionRecord } from './session-records';
import { initialState, type PollerState, saveState } from './state';

/** Days of log read in one query at the first start: small enough for the service's limits, few enough to finish in a minute or two. */
const sliceDays = 5;

/** Console use of this last while is left to the first poll, so that what happens during an installation is not missed. */
const freshMs = hourMs;

/**
 * First start: reads the baseline's days in slices, ordinary life and console use. Past sessions are judged and learned as polls would have, without
 * raising alerts. Returns undefined when the log does not answer; the next poll then starts over, and nothing is counted twice.
 */
export async function bootstrapBaseline(parts: PollerParts, now: number): Promise<PollerState | undefined> {
  const { store, uow, log, config, source } = parts;
  const from = lifeMark(now - config.baselineDays * 24 * hourMs);
  const end = lifeMark(now);
  for (let watermark = from; watermark < end; ) {
    const cutoff = Math.min(end, watermark + sliceDays * 24 * hourMs);
    const people = await uow.run((tx) => peopleKnown(store, tx));
    const life = await readLife(source, log, people, { watermark, cutoff });
    if (life === undefined) return undefined;
    await uow.run((tx) => mergeLife(store, tx, life, cutoff, config.baselineDays));
    if (!(await readConsoleUse(parts, watermark, cutoff === end ? now - freshMs : cutoff))) return undefined;
    const percent = Math.round(((cutoff - from) / (end - from)) * 100);
    log.info(
      { percent, principals: people.length },
      `Reading ${config.baselineDays} days of history for the baseline: ${percent} %.`,
    );
    watermark = cutoff;
  }
  const state = initialState(now - freshMs, end);
  await uow.run((tx) => saveState(store, tx, state));
  return state;
}

/** A slice of past console use; false when the log does not answer. */
async function readConsoleUse(parts: PollerParts, watermark: number, cutoff: number): Promise<boolean> {
  const { source, store, uow, log, config, policy, asnOf } = parts;
  const { baselineDays } = config;
  if (cutoff <= watermark) return true;
  const since = watermark - latenessMs;
  const answer = await source.query({
    name: 'console',
    text: readQuery('console'),
    parameters: { since: { datetime: since }, watermark: { datetime: watermark }, cutoff: { datetime: cutoff } },
    timespan: { from: since, to: cutoff },
  });
  if (!answer.ok) {
    log.warn(
      { query: 'console', reason: answer.reason },
      `${answer.message} The history is read again at the next poll.`,
    );
    return false;
  }
  const { events } = decodeRows(answer.value.rows, log);
  await uow.run(async (tx) => {
    const desk = openDesk(store, tx);
    const intake = await takeIn(store, tx, events);
    await saveAliases(store, tx, aliasesOf(events), expiryOf(cutoff, baselineDays));
    await saveRelated(store, tx, intake.related, cutoff);
    await store.saveRecords(
      tx,
      intake.sessions.map((session) => sessionRecord(session, cutoff)),
    );
    const due = await store.dueRecords(tx, 'session', cutoff, 5000);
    const { sessions } = await affectedSessions(store, tx, { ...intake, related: [] }, due, cutoff);
    await judgeSessions(
      {
        store,
        tx,
        desk,
        now: cutoff,
        baselineDays,
        contextOf: contextAbout(noContext),
        situation: calmSituation,
        policy: viewPolicy(policy()),
        asnOf,
      },
      sessions,
    );
    await desk.save(expiryOf(cutoff, baselineDays));
  });
  return true;
}
