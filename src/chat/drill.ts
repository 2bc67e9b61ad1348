import type { Alert } from '../alerts/alert';
import type { StateStore } from '../core/state';
import type { Tx } from '../core/unit-of-work';
import type { Person } from './ports';

/** A drill on its way: what was reached when, epoch milliseconds. The order of the fields is the order of the hops. */
export interface Drill {
  /** `drill-7`, also the id of its session. */
  readonly id: string;
  readonly number: number;
  readonly by: Person;
  /** The row of a drill: when it was asked for. */
  readonly askedAt: number;
  readonly polledAt?: number;
  readonly alertId?: string;
  readonly acceptedAt?: number;
  readonly pressedAt?: number;
  readonly reviewId?: string;
  readonly approvedAt?: number;
  readonly endedAt?: number;
  /** How it ended: `done`, or what became of the request for approval. */
  readonly result?: string;
}

const key = 'chat.drill';

/** A drill nobody answers is over after this long, so that the next may start. */
export const longestDrillMs = 24 * 3_600_000;

export interface DrillLog {
  /** The last drill, over or not. */
  last(tx: Tx): Promise<Drill | undefined>;
  save(tx: Tx, drill: Drill): Promise<void>;
}

export function drillLog(state: StateStore): DrillLog {
  return {
    last: async (tx) => (await state.get(tx, key))?.value as Drill | undefined,
    save: async (tx, drill) => void (await state.put(tx, key, drill)),
  };
}

export function isUnderWay(drill: Drill | undefined, now: number): drill is Drill {
  return drill !== undefined && drill.endedAt === undefined && now - drill.askedAt < longestDrillMs;
}

/** The first thing a person did with the alert; undefined while nobody has. */
export function firstPressOn(alert: Alert): number | undefined {
  const { holder, resolution, escalations, notes } = alert;
  const times = [
    ...(holder === undefined ? [] : [holder.at]),
    ...(resolution === undefined ? [] : [resolution.at]),
    ...escalations.flatMap(({ by, at }) => (by === undefined ? [] : [at])),
    ...notes.flatMap(({ objectId, at }) => (objectId.startsWith('system:') ? [] : [at])),
  ];
  return times.length === 0 ? undefined : Math.min(...times);
}
