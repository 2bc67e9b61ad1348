import { bad, type Finding, good, unknown, warning } from '../finding';
import type { Check, Patient } from '../patient';

/** `Date` has whole seconds, and an answer takes a while: less than this says nothing. */
const toleratedMs = 5_000;
/** The Bot Framework accepts tokens up to five minutes out of time; before that polls already cut rows off at a wrong moment. */
const badMs = 240_000;
const timeoutMs = 10_000;

/** This machine's clock against the `Date` header of each service. */
export const clockSkew: Check = {
  name: 'clock',
  run: ({ config: { azure, logs }, clock }: Patient) => {
    const origins = [...new Set([azure.arm.origin, logs.endpoint.origin, azure.graph.origin])];
    return Promise.all(origins.map((origin) => compare(origin, () => clock.now())));
  },
};

async function compare(origin: string, now: () => number): Promise<Finding> {
  const name = `clock against ${new URL(origin).host}`;
  const sentAt = now();
  let date: string | null;
  try {
    // No token goes along: any answer, a refusal too, carries the time.
    const response = await fetch(origin, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    await response.body?.cancel();
    date = response.headers.get('date');
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return bad(name, `no answer: ${cause}`, 'Check the name, the network path and the proxy.');
  }
  const there = Date.parse(date ?? '');
  if (Number.isNaN(there)) return unknown(name, 'the answer carries no date', 'Compare the clock by hand.');
  const skew = (sentAt + now()) / 2 - there;
  const says = `${(Math.abs(skew) / 1000).toFixed(0)} s ${skew > 0 ? 'ahead' : 'behind'}`;
  const remedy = 'Set the clock by NTP: tokens and the borders of polls depend on it.';
  if (Math.abs(skew) <= toleratedMs) return good(name, 'agrees');
  return Math.abs(skew) > badMs ? bad(name, says, remedy) : warning(name, says, remedy);
}
