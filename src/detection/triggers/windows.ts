import type { Facts } from '../facts';
import type { ConsoleSession, SessionKind } from '../finding';
import { targetKey } from '../session';

const minute = 60_000;

/**
 * The windows of the design, each with the share of a day's console use that may fall into it, how much of the reason's weight it can reach (a long
 * day of repairs is no sweep), and its absolute floors.
 */
export const windows = [
  { name: '15 min', ms: 15 * minute, share: 0.5, weight: 1, machines: 3, sessions: 5 },
  { name: '1 h', ms: 60 * minute, share: 0.7, weight: 1, machines: 4, sessions: 5 },
  { name: '24 h', ms: 24 * 60 * minute, share: 1, weight: 0.6, machines: 8, sessions: 10 },
] as const;

/** This principal's sessions of one kind that started within `ms` before this one, this one included if it is of that kind. */
export function within(
  { session, history }: Facts,
  ms: number,
  kind: SessionKind = session.kind,
): readonly ConsoleSession[] {
  const earlier = history.own
    .map((of) => of.session)
    .filter((of) => of.kind === kind && of.startedAt <= session.startedAt && session.startedAt - of.startedAt <= ms);
  return session.kind === kind ? [...earlier, session] : earlier;
}

export function machinesOf(sessions: readonly ConsoleSession[]): number {
  return new Set(sessions.map(({ target }) => targetKey(target))).size;
}
