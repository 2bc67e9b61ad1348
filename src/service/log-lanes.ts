import type { Clock } from '../core/clock';
import type { LogSource } from '../detection/ports';

/**
 * The watch comes first at the log, which answers a few queries at a time (Azure Monitor: five for a user): what is read around known alerts waits while
 * a poll is under way and its cards are on their way.
 */
export interface LogLanes {
  /** A poll begins; call what is returned when its cards are out. Calling it again does nothing. */
  hold(): () => void;
  /** Holds for one poll, and on until `cardsOut`; the poll itself does not wait for that. */
  first<T>(poll: () => Promise<T>, cardsOut: () => Promise<void>): Promise<T>;
  /** For everybody but the poll. */
  readonly others: LogSource;
}

/** A poll is done within this time as a rule; one that is not (the first reading of the history) holds nobody up for longer. */
const patienceMs = 2_000;

export function createLogLanes(source: LogSource, clock: Pick<Clock, 'after'>): LogLanes {
  let held = 0;
  const waiting = new Set<() => void>();

  function turn(): Promise<void> {
    if (held === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        cancel();
        waiting.delete(go);
        resolve();
      };
      const cancel = clock.after(patienceMs, go);
      waiting.add(go);
    });
  }

  function hold(): () => void {
    let holds = true;
    held++;
    return () => {
      if (!holds) return;
      holds = false;
      held--;
      if (held === 0) for (const go of [...waiting]) go();
    };
  }

  return {
    hold,
    async first(poll, cardsOut) {
      const release = hold();
      try {
        return await poll();
      } finally {
        void cardsOut().finally(release);
      }
    },
    others: {
      async query(asked) {
        await turn();
        return source.query(asked);
      },
    },
  };
}
