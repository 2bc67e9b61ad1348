/** Teams' per-conversation send limits, as (messages, milliseconds): 7 in 1 s, 8 in 2 s, 60 in 30 s, 1,800 in an hour (Microsoft, "rate limit" page). */
const windows = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
  { most: 1_800, ms: 3_600_000 },
] as const;

/** Keeps a lane within every window by counting what was sent; memory is bounded by the widest window. */
export interface RateLimit {
  /** When the next message may go, at the earliest `now`. */
  readyAt(lane: string, now: number): number;
  sent(lane: string, now: number): void;
}

export function createRateLimit(): RateLimit {
  const sentAt = new Map<string, number[]>();
  const widest = windows[windows.length - 1]?.ms ?? 0;
  return {
    readyAt(lane, now) {
      const sent = sentAt.get(lane) ?? [];
      return windows.reduce((ready, { most, ms }) => {
        const decisive = sent[sent.length - most];
        return decisive === undefined ? ready : Math.max(ready, decisive + ms);
      }, now);
    },
    sent(lane, now) {
      const kept = (sentAt.get(lane) ?? []).filter((at) => at > now - widest);
      kept.push(now);
      sentAt.set(lane, kept);
    },
  };
}
