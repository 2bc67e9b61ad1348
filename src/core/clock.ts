/**
 * The only source of time. Domain code receives epoch milliseconds as arguments; rooms that must wait receive a Clock.
 * `ManualClock` (tests, story worlds) moves only when told to, so nothing in the tests ever sleeps.
 */
export interface Clock {
  /** Epoch milliseconds, UTC. */
  now(): number;
  /** Calls `task` once after `delayMs`; the returned function cancels it. A rejected task reaches `onError` of the clock's owner. */
  after(delayMs: number, task: () => void): Cancel;
}

export type Cancel = () => void;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
};

interface Waiting {
  readonly dueAt: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that stands still until `advance` moves it; tasks run in due order, each seeing its own due time as `now()`. */
export class ManualClock implements Clock {
  #now: number;
  #order = 0;
  #waiting: Waiting[] = [];

  constructor(startAt: number) {
    this.#now = startAt;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, task: () => void): Cancel {
    const entry: Waiting = { dueAt: this.#now + Math.max(0, delayMs), order: this.#order++, task };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((waiting) => waiting !== entry);
    };
  }

  /** When the next task is due, or undefined when nothing waits. */
  nextDueAt(): number | undefined {
    return this.#waiting.reduce<number | undefined>(
      (least, { dueAt }) => (least === undefined || dueAt < least ? dueAt : least),
      undefined,
    );
  }

  /** Moves time forward by `ms`, running every task that comes due on the way. */
  advance(ms: number): void {
    const target = this.#now + ms;
    for (let next = this.#next(target); next; next = this.#next(target)) {
      const due = next;
      this.#waiting = this.#waiting.filter((waiting) => waiting !== due);
      this.#now = Math.max(this.#now, due.dueAt);
      due.task();
    }
    this.#now = target;
  }

  #next(target: number): Waiting | undefined {
    return this.#waiting
      .filter(({ dueAt }) => dueAt <= target)
      .sort((a, b) => a.dueAt - b.dueAt || a.order - b.order)[0];
  }
}
