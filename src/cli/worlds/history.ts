import { demoAttack, demoHistory } from '../../local/tenant/demo';
import type { addTenantRows } from '../world/rows';
import type { WorldOrder } from './orders';

type Rows = Parameters<typeof addTenantRows>[1];

/** A month with a handful of colleagues: enough to have left the learning phase, small enough to start a world in a blink. */
const size = { days: 30, colleagues: 3 } as const;

/** Rows that lie in the log before the bot looks; made once for each start. */
export function createHistory(): (order: Pick<WorldOrder, 'history' | 'seedDemo'>, startAt: number) => Rows {
  const made = new Map<number, Rows>();
  function monthBefore(startAt: number): Rows {
    const rows = made.get(startAt) ?? demoHistory({ now: startAt, ...size });
    made.set(startAt, rows);
    return rows;
  }
  return ({ history, seedDemo }, startAt) => [
    ...(history === 'demo' ? monthBefore(startAt) : []),
    ...(seedDemo ? demoAttack({ now: startAt }) : []),
  ];
}
