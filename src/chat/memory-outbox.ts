import { clockSlackMs, type Intent, newCardPrefix, type OutboxStore } from './stores';

interface Entry {
  intent: Intent;
  claimedUntil: number;
  buried?: { readonly at: number; readonly problem: string };
}

const mostBuriedShown = 100;

/** The outbox in memory, for tests and dry runs: the same order and claims as the stored one, lost with the process. */
export function memoryOutbox(): OutboxStore & { all(): readonly Intent[] } {
  // A Map keeps the order of adding, which is the order within a lane.
  const entries = new Map<string, Entry>();
  let sends: { readonly conversation: string; readonly at: number }[] = [];
  const waiting = () => [...entries.values()].filter(({ buried }) => buried === undefined);

  function heads(): Entry[] {
    const byLane = new Map<string, Entry>();
    for (const entry of waiting()) {
      const before = byLane.get(entry.intent.lane);
      if (before === undefined || rank(entry) < rank(before)) byLane.set(entry.intent.lane, entry);
    }
    return [...byLane.values()];
  }

  return {
    all: () => waiting().map(({ intent }) => intent),

    async add(_tx, intent) {
      const existing = entries.get(intent.id);
      if (existing !== undefined && existing.buried === undefined) {
        existing.intent = { ...existing.intent, generation: existing.intent.generation + 1 };
        return;
      }
      entries.delete(intent.id);
      entries.set(intent.id, { intent: { ...intent, attempts: 0, generation: 0 }, claimedUntil: 0 });
    },

    async claim(_tx, now, limit, claimedUntil) {
      const due = heads().filter(
        ({ intent, claimedUntil: until }) =>
          (intent.dueAt <= now || intent.createdAt > now) && (until <= now || until > claimedUntil + clockSlackMs),
      );
      return due.slice(0, limit).map((entry) => {
        entry.claimedUntil = claimedUntil;
        return entry.intent;
      });
    },

    async settle(_tx, { id, generation }) {
      const entry = entries.get(id);
      if (entry === undefined || entry.buried !== undefined) return;
      if (entry.intent.generation === generation) entries.delete(id);
      else release(entry, { attempts: 0 });
    },

    async postpone(_tx, id, dueAt, attempts) {
      const entry = entries.get(id);
      if (entry !== undefined) release(entry, { dueAt, attempts });
    },

    async bury(_tx, id, problem, at) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      release(entry, {});
      entry.buried = { at, problem };
    },

    async sentAt(_tx, conversation, until, counts) {
      const times = sends
        .filter((send) => send.conversation === conversation && send.at <= until)
        .map(({ at }) => at)
        .sort((a, b) => b - a);
      return counts.map((count) => times[count - 1]);
    },

    async noteSent(_tx, conversation, at, forgetBefore) {
      sends = sends.filter((send) => send.conversation !== conversation || send.at >= forgetBefore);
      sends.push({ conversation, at });
    },

    async nextDueAt() {
      const times = heads().map(({ intent, claimedUntil }) => Math.max(intent.dueAt, claimedUntil));
      return times.length === 0 ? undefined : Math.min(...times);
    },

    async state() {
      const created = waiting().map(({ intent }) => intent.createdAt);
      return {
        waiting: created.length,
        ...(created.length === 0 ? {} : { oldestAt: Math.min(...created) }),
        buried: [...entries.values()]
          .flatMap(({ intent: { id, lane }, buried }) => (buried === undefined ? [] : [{ id, lane, ...buried }]))
          .sort((a, b) => b.at - a.at)
          .slice(0, mostBuriedShown),
      };
    },
  };
}

function release(entry: Entry, change: Partial<Pick<Intent, 'dueAt' | 'attempts'>>): void {
  entry.intent = { ...entry.intent, ...change };
  entry.claimedUntil = 0;
}

function rank({ intent, claimedUntil }: Entry): number {
  if (claimedUntil > 0) return 0;
  return intent.id.startsWith(newCardPrefix) ? 1 : 2;
}
