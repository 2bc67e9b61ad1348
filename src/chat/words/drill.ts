import type { Drill } from '../drill';
import { outside } from './escape';
import { personName } from './names';
import { clock, duration } from './time';

/** Sentences of a drill. */
export const drillWords = {
  reason: 'a drill: please answer as you would in earnest',
  over: 'the drill is over',
  started: (now: number) =>
    `DRILL asked for ${clock(now)} UTC: its card comes with the next poll, called like a high alert. Acknowledge it; a second person is then asked for an approval that applies nothing.`,
  waits: (drill: Drill) =>
    `${personName(drill.by.name)}'s drill of ${clock(drill.askedAt)} UTC still runs: it waits for ${next(drill)}. \`drill end\` ends it.`,
  stopped: (drill: Drill) => `The drill of ${clock(drill.askedAt)} UTC is ended${hops(drill)}.`,
  noneRuns: 'No drill runs.',
  /** Said in the thread, and the same by `drill last`. */
  ended: (drill: Drill) => {
    const kept = 'Kept out of figures, learning and webhooks; Azure was not touched.';
    return drill.result === 'done'
      ? `DRILL passed${hops(drill)}. ${kept}`
      : `DRILL ended, the request for approval was ${outside(drill.result ?? 'left open', 40)}${hops(drill)}. ${kept}`;
  },
} as const;

function next({ polledAt, acceptedAt, pressedAt }: Drill): string {
  if (polledAt === undefined) return 'the next poll';
  if (acceptedAt === undefined) return 'its card to be accepted by the channel';
  return pressedAt === undefined ? 'the first press' : 'an approval';
}

/** `: row to poll 42 s · poll to card 1 s · …`, as far as it went. */
function hops({ askedAt, polledAt, acceptedAt, pressedAt, approvedAt }: Drill): string {
  const steps: readonly (readonly [string, number | undefined, number | undefined])[] = [
    ['row to poll', askedAt, polledAt],
    ['poll to card accepted', polledAt, acceptedAt],
    ['card to first press', acceptedAt, pressedAt],
    ['first press to approval', pressedAt, approvedAt],
    ['in all', askedAt, approvedAt],
  ];
  const told = steps.flatMap(([name, from, to]) =>
    from === undefined || to === undefined ? [] : [`${name} ${exact(to - from)}`],
  );
  return told.length === 0 ? '' : `: ${told.join(' · ')}`;
}

/** A hop of milliseconds is not "0 s". */
function exact(milliseconds: number): string {
  return milliseconds < 10_000 ? `${(Math.max(0, milliseconds) / 1000).toFixed(1)} s` : duration(milliseconds);
}
