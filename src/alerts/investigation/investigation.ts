import type { Stamp } from '../alert';

/** What the bot asks the log about an alert, in the order of its card. */
export const figureIds = [
  'own-activity',
  'around-machines',
  'same-address',
  'sign-ins',
  'history',
  'machine-sessions',
] as const;
export type FigureId = (typeof figureIds)[number];

/** Rows of each figure; times in epoch milliseconds, names and ids as the log has them: text from outside. */
export interface FigureRows {
  'own-activity': {
    readonly operation: string;
    readonly calls: number;
    readonly refused: number;
    readonly firstAt: number;
    readonly lastAt: number;
    readonly targets: readonly string[];
  };
  'around-machines': {
    readonly at: number;
    readonly operation: string;
    readonly who: string;
    readonly target: string;
    readonly refused: boolean;
  };
  'same-address': {
    readonly who: string;
    readonly calls: number;
    readonly signIns: number;
    readonly failedSignIns: number;
    readonly firstAt: number;
    readonly lastAt: number;
  };
  'sign-ins': {
    readonly ip: string;
    /** ISO code as Entra writes it; empty when unknown. */
    readonly country: string;
    readonly good: number;
    readonly failed: number;
    /** Those of the good ones for which a second factor was required. */
    readonly multifactor: number;
    /** `none`, `low`, `medium`, `high`, `hidden` as Entra ID Protection rated them. */
    readonly risks: readonly string[];
    readonly firstAt: number;
    readonly lastAt: number;
  };
  history: {
    readonly days: number;
    readonly calls: number;
    readonly consoleUses: number;
    readonly lastConsoleAt?: number;
    readonly addresses: number;
    readonly countries: readonly string[];
    readonly firstAt?: number;
    readonly lastAt?: number;
  };
  'machine-sessions': {
    readonly machine: string;
    readonly who: string;
    readonly connects: number;
    readonly refused: number;
    readonly firstAt: number;
    readonly lastAt: number;
  };
}

/** One answer of the log: rows, or why there are none. */
export type Figure = {
  [K in FigureId]: {
    readonly id: K;
    readonly rows: readonly FigureRows[K][];
    /** Rows beyond those kept. */
    readonly more?: number;
    /** Why it could not be read; then there are no rows. */
    readonly failed?: string;
  };
}[FigureId];

/** One reading of the log around an alert. The alert keeps the newest. Immutable. */
export interface Investigation {
  /** 1 for the first. */
  readonly number: number;
  /** When it was read: the windows of its queries follow from it. */
  readonly at: number;
  /** Missing when the bot did it by itself. */
  readonly by?: Stamp;
  /** How many readings in a row failed entirely. */
  readonly failures: number;
  readonly figures: readonly Figure[];
}

/** `V-12` of `A-12`: the card that shows an alert's newest investigation. */
export function investigationIdOf(alertId: string): string {
  return `V-${alertId.slice(2)}`;
}

/** `A-12` of `V-12`; undefined for anything else. */
export function alertOfInvestigation(id: string): string | undefined {
  return /^V-\d+$/.test(id) ? `A-${id.slice(2)}` : undefined;
}
