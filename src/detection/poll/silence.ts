import type { Tx } from '../../core/unit-of-work';
import { instant, text } from '../decode/values';
import type { SightReporter } from '../ports';
import { readQuery } from '../queries';
import { hourMs, latenessMs, type PollerConfig, type PollerParts } from './config';
import { type PollerState, type Rhythm, saveState } from './state';

/** Four times the usual gap without a row is blindness (design §3); nine gaps in ten are "usual". */
const factor = 4;
const quantile = 0.9;
const enoughGaps = 10;
const keptGaps = 100;

/**
 * Once an hour: follows each subscription's rhythm; tells once when one falls silent and once when it speaks again. A pulse that cannot be read is
 * left to the next poll: the console query's own failures say that we are blind.
 */
export async function takePulse(parts: PollerParts, state: PollerState, now: number): Promise<PollerState> {
  const { source, store, uow, sight, config, log } = parts;
  const cutoff = Math.floor(now / hourMs) * hourMs;
  if (config.watchSilence === false || cutoff <= state.pulseAt) return state;
  const watermark = Math.max(state.pulseAt, cutoff - latenessMs);
  const answer = await source.query({
    name: 'pulse',
    text: readQuery('pulse'),
    parameters: { watermark: { datetime: watermark }, cutoff: { datetime: cutoff } },
    timespan: { from: watermark - latenessMs, to: cutoff },
  });
  if (!answer.ok) {
    log.warn({ query: 'pulse', reason: answer.reason }, answer.message);
    return state;
  }
  const newest = new Map<string, number>();
  for (const row of answer.value.rows) newest.set(text(row, 'Subscription') ?? '', instant(row, 'LastAt') ?? 0);
  newest.delete('');
  return uow.run(async (tx) => {
    const rhythms = await follow(tx, sight, state.rhythms, newest, now, config);
    const next = { ...state, rhythms, pulseAt: cutoff };
    await saveState(store, tx, next);
    return next;
  });
}

async function follow(
  tx: Tx,
  sight: SightReporter,
  known: PollerState['rhythms'],
  newest: ReadonlyMap<string, number>,
  now: number,
  { subscriptions }: PollerConfig,
): Promise<PollerState['rhythms']> {
  const rhythms: Record<string, Rhythm> = { ...known };
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
        await sight.report(tx, {
          kind: 'caught-up',
          blindSince: before.lastAt,
          lateEvents: 0,
          at: now,
          subscriptionId: id,
        });
    } else if (before !== undefined && before.silent !== true && isSilent(before, now)) {
      await sight.report(tx, { kind: 'blind', since: before.lastAt, reason: 'no-activity', subscriptionId: id });
      rhythms[id] = { ...before, silent: true };
    }
  }
  return rhythms;
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
