import type { Tx } from '../../core/unit-of-work';
import type { SightReporter } from '../ports';
import { hourMs, type PollerConfig } from './config';
import type { PollerState, Rhythm } from './state';

/** Four times the usual gap without a row is blindness (design §3); nine gaps in ten are "usual". */
const factor = 4;
const quantile = 0.9;
const enoughGaps = 10;
const keptGaps = 100;

/** Follows each subscription's rhythm by the hour; tells once when one falls silent and once when it speaks again. */
export async function silence(
  tx: Tx,
  sight: SightReporter,
  state: PollerState,
  newest: ReadonlyMap<string, number>,
  now: number,
  { subscriptions }: PollerConfig,
): Promise<PollerState> {
  const rhythms: Record<string, Rhythm> = { ...state.rhythms };
  const names = new Set(
    [...Object.keys(rhythms), ...newest.keys()].filter(
      (id) => subscriptions.length === 0 || subscriptions.includes(id),
    ),
  );
  for (const id of names) {
    const before = rhythms[id];
    const at = newest.get(id);
    if (at !== undefined) {
      rhythms[id] = { lastAt: Math.max(at, before?.lastAt ?? 0), gaps: withGap(before, at) };
      if (before?.silent === true)
        await sight.report(tx, { kind: 'caught-up', blindSince: before.lastAt, lateEvents: 0, at: now });
    } else if (before !== undefined && before.silent !== true && isSilent(before, now)) {
      await sight.report(tx, { kind: 'blind', since: before.lastAt, reason: 'no-activity', subscriptionId: id });
      rhythms[id] = { ...before, silent: true };
    }
  }
  return { ...state, rhythms };
}

function withGap(before: Rhythm | undefined, at: number): readonly number[] {
  if (before === undefined || at <= before.lastAt) return before?.gaps ?? [];
  return [...before.gaps, Math.max(1, Math.round((at - before.lastAt) / hourMs))].slice(-keptGaps);
}

function isSilent({ lastAt, gaps }: Rhythm, now: number): boolean {
  if (gaps.length < enoughGaps) return false;
  const sorted = [...gaps].sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length * quantile)] ?? 1;
  return now - lastAt > factor * usual * hourMs;
}
