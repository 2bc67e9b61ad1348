import type { HealthLine } from '../chat/room';

/** What the parts of the service say of themselves; `health` shows all, `/readyz` fails on the bad ones that stand in the way of alerts. */
export type HealthCheck = () => Promise<readonly HealthLine[]>;

export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
}

/** Runs every check; one that rejects is itself a bad line, never a missing one. */
export function combineHealth(checks: readonly { readonly name: string; readonly check: HealthCheck }[]): HealthCheck {
  return async () =>
    (
      await Promise.all(
        checks.map(async ({ name, check }): Promise<readonly HealthLine[]> => {
          try {
            return await check();
          } catch (error) {
            return [{ name, state: 'bad', says: error instanceof Error ? error.message : String(error) }];
          }
        }),
      )
    ).flat();
}

/** `/readyz` of design §6: store open, chat credentials good, last poll within three intervals. */
export function readinessOf(lines: readonly HealthLine[]): Readiness {
  const gating = new Set(['store', 'chat credentials', 'last poll']);
  const reasons = lines
    .filter(({ name, state }) => gating.has(name) && state === 'bad')
    .map(({ name, says }) => `${name}: ${says}`);
  return { ready: reasons.length === 0, reasons };
}
