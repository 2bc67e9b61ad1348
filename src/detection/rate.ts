/**
 * How surprising `count` is on a day that has at least one, for somebody whose active days usually hold `mean`: the upper tail of the negative
 * binomial that a Gamma prior on a Poisson rate gives. Console use is sparse and comes in bursts, so the rate is per active day, not per hour.
 */
export interface Rate {
  /** Active days observed, and the sum of what was counted on them. */
  readonly days: number;
  readonly total: number;
}

/** Weight of the prior in active days: a principal's own habit outweighs the tenant's after about three. */
const priorDays = 3;

/** Without any history a day with the console is taken to hold one and a half machines or sessions. */
const unknownMean = 1.5;

/** P(N ≥ count | N ≥ 1) under the posterior of `own` with the tenant's mean as prior; `share` scales the day to a shorter window. */
export function surprise(count: number, own: Rate, tenant: Rate, share: number): number {
  if (count <= 1) return 1;
  const mean = (tenant.total + unknownMean * priorDays) / (tenant.days + priorDays);
  const shape = Math.max(0.05, (mean - 0.5) * priorDays + own.total - own.days * 0.5);
  const exposure = (priorDays + own.days) / share;
  return tail(count, shape, exposure) / Math.max(tail(1, shape, exposure), 1e-12);
}

/** P(N ≥ count) for N ~ negative binomial with Gamma(shape, exposure) rate and unit time. */
function tail(count: number, shape: number, exposure: number): number {
  const p = exposure / (exposure + 1);
  let probability = p ** shape;
  let below = probability;
  for (let n = 1; n < count; n += 1) {
    probability *= ((shape + n - 1) / n) * (1 - p);
    below += probability;
  }
  return Math.max(0, 1 - below);
}

/** 0 at one in three, 1 at one in four hundred and below. */
export function strengthOf(probability: number): number {
  const magnitude = -Math.log10(Math.max(probability, 1e-12));
  return Math.min(1, Math.max(0, (magnitude - 0.5) / 2.1));
}
