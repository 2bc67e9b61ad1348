const bars = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** Counts as Unicode bars, scaled to the highest; a week without use is the lowest bar, so that silence is visible. At most the last 13. */
export function sparkline(counts: readonly number[]): string {
  const shown = counts.slice(-13).map((value) => (Number.isFinite(value) ? Math.max(0, value) : 0));
  const highest = Math.max(1, ...shown);
  return shown.map((value) => (value === 0 ? bars[0] : bars[Math.max(1, Math.round((value / highest) * 7))])).join('');
}
