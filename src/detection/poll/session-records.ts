import { endWaitMs, isSettledBy } from '../attempt';
import { type KeptSession, lastOf, targetKey } from '../session';
import type { StoredRecord } from '../store-ports';
import { hourMs } from './config';

/** Sign-ins, risk and threat rows may become visible after the connect: one more look after an hour. */
const secondLookMs = hourMs;
/** Learning waits this long after the last attempt (design §4). */
export const learnAfterMs = 24 * hourMs;

/** Later looks happen on the half hour, so that one set of queries serves all sessions whose time has come. */
const onMark = (at: number): number => Math.ceil(at / (hourMs / 2)) * (hourMs / 2);

/** When the poller must look at a session by itself; undefined when nothing is left to do. */
export function dueAtOf(session: KeptSession, now: number): number | undefined {
  const visible = Math.max(...session.attempts.map(({ visibleAt }) => visibleAt));
  const open = session.attempts.filter((attempt) => !isSettledBy(attempt, now));
  const times = [
    ...open.map(({ visibleAt }) => visibleAt + endWaitMs),
    ...(session.attempts[0]?.kind === 'connect' ? [onMark(visible + secondLookMs)] : []),
    ...(session.learning === 'pending' ? [onMark(Math.max(lastOf(session) + learnAfterMs, visible))] : []),
  ].filter((at) => at > now);
  if (times.length > 0) return Math.min(...times);
  // A session older than a day when its rows arrive is learned at the next poll.
  return session.learning === 'pending' ? now : undefined;
}

/** The record of a session with every link that later events may come by. */
export function sessionRecord(session: KeptSession, now: number): StoredRecord {
  const links = new Set<string>(['all']);
  for (const attempt of session.attempts) {
    links.add(`correlation:${attempt.correlationId}`);
    links.add(`principal:${attempt.principal.objectId}`);
    links.add(`target:${targetKey(attempt.target)}`);
    if (attempt.ip !== undefined) links.add(`ip:${attempt.ip}`);
    if (attempt.subscriptionId !== '') links.add(`subscription:${attempt.subscriptionId}`);
  }
  const dueAt = dueAtOf(session, now);
  return {
    kind: 'session',
    id: session.id,
    at: lastOf(session),
    links: [...links],
    value: session,
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

export const keptOf = ({ value }: StoredRecord): KeptSession => value as KeptSession;
