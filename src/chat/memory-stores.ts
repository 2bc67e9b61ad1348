import type { Answer } from './ports';
import type { CardRef, CardRefStore, Channel, ChannelStore, KnownPerson, PeopleStore, SeenStore } from './stores';

/** What chat keeps, in memory: for tests and dry runs, held to the same contract suites as the embedded store. */

export function memoryCardRefs(): CardRefStore {
  const refs = new Map<string, CardRef>();
  const keyOf = (conversationId: string, activityId: string) => JSON.stringify([conversationId, activityId]);
  return {
    put: async (_tx, ref) => void refs.set(keyOf(ref.conversationId, ref.activityId), ref),
    find: async (_tx, conversationId, activityId) => refs.get(keyOf(conversationId, activityId)),
    ofSubject: async (_tx, subject) => [...refs.values()].filter((ref) => ref.subject === subject),
    async notePainted(_tx, conversationId, activityId, painted) {
      const key = keyOf(conversationId, activityId);
      const ref = refs.get(key);
      if (ref === undefined) return;
      const { painted: _, ...rest } = ref;
      refs.set(key, painted === undefined ? rest : { ...rest, painted });
    },
    remove: async (_tx, conversationId, activityId) => void refs.delete(keyOf(conversationId, activityId)),
  };
}

export function memoryChannels(): ChannelStore {
  const channels = new Map<string, Channel>();
  return {
    put: async (_tx, channel) => void channels.set(channel.conversationId, channel),
    get: async (_tx, conversationId) => channels.get(conversationId),
    all: async () => [...channels.values()].sort((a, b) => a.subscribedAt - b.subscribedAt),
    remove: async (_tx, conversationId) => void channels.delete(conversationId),
  };
}

export function memoryPeople(): PeopleStore {
  const people = new Map<string, KnownPerson>();
  return {
    put: async (_tx, person) => void people.set(person.objectId, { ...people.get(person.objectId), ...person }),
    get: async (_tx, objectId) => people.get(objectId),
    many: async (_tx, objectIds) => [...new Set(objectIds)].flatMap((id) => people.get(id) ?? []),
  };
}

export function memorySeen(): SeenStore {
  const seen = new Map<string, { readonly answer: Answer; readonly at: number }>();
  return {
    get: async (_tx, activityKey) => seen.get(activityKey)?.answer,
    put: async (_tx, activityKey, answer, at) => void seen.set(activityKey, { answer, at }),
    async forgetBefore(_tx, at) {
      for (const [key, entry] of seen) if (entry.at < at) seen.delete(key);
    },
  };
}
