/** Which `29:` id belongs to which Entra object id, as far as Teams has told us. Bounded; the oldest are forgotten first. */
export interface Acquaintances {
  meet(objectId: string, mri: string): void;
  mriOf(objectId: string): string | undefined;
  objectIdOf(mri: string): string | undefined;
}

export function createAcquaintances(capacity = 20_000): Acquaintances {
  const mris = new Map<string, string>();
  const objectIds = new Map<string, string>();
  return {
    meet(objectId, mri) {
      if (objectId === '' || mri === '') return;
      remember(mris, objectId.toLowerCase(), mri, capacity);
      remember(objectIds, mri, objectId.toLowerCase(), capacity);
    },
    mriOf: (objectId) => mris.get(objectId.toLowerCase()),
    objectIdOf: (mri) => objectIds.get(mri),
  };
}

function remember(map: Map<string, string>, key: string, value: string, capacity: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > capacity) map.delete(map.keys().next().value ?? key);
}
