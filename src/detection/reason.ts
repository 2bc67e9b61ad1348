import type { Reason } from './finding';
import { type ReasonCode, type Weight, weights } from './weights';

/** A reason with the weight of the table, scaled by `strength` (0 to 1): how surprising this is given how much is known. */
export function reason(code: ReasonCode, text: string, strength = 1): Reason {
  const weight: Weight = weights[code];
  return {
    code,
    points: Math.round(weight.points * Math.min(1, Math.max(0, strength))),
    text,
    ...(weight.trigger === undefined ? {} : { trigger: weight.trigger }),
    ...(weight.hard === undefined ? {} : { hard: weight.hard }),
  };
}

/** Good-Turing: the chance that the next observation is a new value, from how many values were seen only once. */
export function novelty(observations: number, singletons: number): number {
  const chance = (singletons + 1) / (observations + 2);
  return Math.min(1, Math.max(0, 1 - 2 * chance));
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2 min`, `3 h`, `5 d` between two instants. */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}

/** `5 min after the session began`: alone, "after" does not say after what. */
export function beside(at: number, { startedAt }: { readonly startedAt: number }): string {
  return `${span(Math.abs(startedAt - at))} ${at <= startedAt ? 'before the session' : 'after the session began'}`;
}

/** At most three names, then how many more: `a`, `a and b`, `a, b, c and 2 more`. */
export function few(names: readonly string[]): string {
  const rest = names.length > 3 ? `${names.length - 3} more` : names.at(-1);
  const first = names.slice(0, Math.min(3, names.length > 3 ? 3 : names.length - 1));
  return first.length === 0 ? (rest ?? '') : `${first.join(', ')} and ${rest}`;
}
