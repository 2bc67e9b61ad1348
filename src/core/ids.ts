import type { Tx } from './unit-of-work';

/** `A` alerts, `R` reviews, `M` mutes, `I` incidents. */
export const idPrefixes = ['A', 'R', 'M', 'I'] as const;
export type IdPrefix = (typeof idPrefixes)[number];

/** Short ids people can say aloud. Counted in the caller's transaction: a rolled-back number is given out again, none is ever used twice. */
export interface Ids {
  /** `A-12`: one more than the last of this prefix, starting at 1. */
  next(tx: Tx, prefix: IdPrefix): Promise<string>;
}

export function memoryIds(): Ids {
  const last = new Map<IdPrefix, number>();
  return {
    async next(_tx, prefix) {
      const value = (last.get(prefix) ?? 0) + 1;
      last.set(prefix, value);
      return `${prefix}-${value}`;
    },
  };
}
