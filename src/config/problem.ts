/** One thing wrong with the environment or the policy file, and what to do about it. */
export interface Problem {
  /** The environment variable, or the place in the policy file (`policy.routes[0].channel`). */
  readonly name: string;
  readonly message: string;
  readonly remedy: string;
}

export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] };

/** Collects everything that is wrong, so that an operator repairs a configuration in one round instead of one start a mistake. */
export class Findings {
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];

  problem(name: string, message: string, remedy: string): void {
    this.problems.push({ name, message, remedy });
  }

  warning(name: string, message: string, remedy: string): void {
    this.warnings.push({ name, message, remedy });
  }

  /** The value when nothing was wrong, else all that was. */
  conclude<T>(value: T): Reading<T> {
    return this.problems.length === 0
      ? { ok: true, value, warnings: this.warnings }
      : { ok: false, problems: this.problems, warnings: this.warnings };
  }
}

/** One line a problem, as `main` prints them. */
export function describeProblem({ name, message, remedy }: Problem): string {
  return `${name}: ${message} ${remedy}`;
}
