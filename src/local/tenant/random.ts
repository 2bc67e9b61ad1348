/** A seeded source of chance: the same seed gives the same tenant on every machine and every run. */
export interface Rng {
  /** Uniform in [0, 1). */
  next(): number;
  /** Whole number, both ends included. */
  int(min: number, max: number): number;
  between(min: number, max: number): number;
  chance(probability: number): boolean;
  /** Throws on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** `count` different members in random order, fewer when the list is shorter. */
  sample<T>(list: readonly T[], count: number): T[];
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  poisson(mean: number): number;
  exponential(mean: number): number;
  guid(): string;
  /** An independent stream: what one part of the tenant draws never shifts another part. */
  fork(label: string): Rng;
}

/** 32-bit hash of a text (FNV-1a with a final mix). */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** sfc32, a small generator that passes PractRand; state from four hashes of the seed. */
function sfc32(seed: string): () => number {
  let [a, b, c, d] = [hash32(`a${seed}`), hash32(`b${seed}`), hash32(`c${seed}`), hash32(`d${seed}`)];
  return () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}

export function createRng(seed: string): Rng {
  const next = sfc32(seed);
  for (let warmUp = 0; warmUp < 12; warmUp++) next();

  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const exponential = (mean: number) => -Math.log(1 - next()) * mean;

  function pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(next() * list.length)];
    if (chosen === undefined) throw new Error('cannot pick from an empty list');
    return chosen;
  }

  function sample<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(Math.floor(next() * rest.length), 1));
    return taken;
  }

  function weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let left = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    const last = choices.at(-1);
    if (!last) throw new Error('cannot choose from an empty list');
    return last[0];
  }

  function poisson(mean: number): number {
    let count = 0;
    for (let passed = exponential(1); passed < mean; passed += exponential(1)) count++;
    return count;
  }

  function guid(): string {
    const word = () =>
      Math.floor(next() * 4294967296)
        .toString(16)
        .padStart(8, '0');
    const [a, b, c, d] = [word(), word(), word(), word()];
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
  }

  return {
    next,
    int,
    between: (min, max) => min + next() * (max - min),
    chance: (probability) => next() < probability,
    pick,
    sample,
    weighted,
    poisson,
    exponential,
    guid,
    fork: (label) => createRng(`${seed}/${label}`),
  };
}
