import type { Mute } from './mute';
import type { MuteStore } from './ports';

/** Mutes in memory, for tests; held to the contract suite of the embedded store. */
export function memoryMuteStore(): MuteStore {
  const byId = new Map<string, Mute>();
  return {
    get: async (_tx, id) => byId.get(id),
    async insert(_tx, mute) {
      if (byId.has(mute.id)) throw new Error(`mute ${mute.id} exists`);
      byId.set(mute.id, mute);
    },
    async replace(_tx, mute, expectedVersion) {
      if (byId.get(mute.id)?.version !== expectedVersion) return false;
      byId.set(mute.id, mute);
      return true;
    },
    standing: async (_tx, at) =>
      [...byId.values()]
        .filter(({ state, until }) => state !== 'withdrawn' && state !== 'lifted' && until > at)
        .sort((a, b) => a.until - b.until || (a.id < b.id ? -1 : 1)),
  };
}
