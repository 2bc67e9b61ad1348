import { kqlFile } from '../../core/kql-file';
import { done, type Outcome } from '../../core/outcome';
import type { LogFailure, LogSource } from '../../detection/ports';
import type { Alert } from '../alert';
import type { Inquiry, SignInsAround } from '../inquiry';
import { sourceIpsOf } from '../summary';

const minute = 60_000;
/** Somebody who answers holds a token that was issued or renewed within this time of it. */
const around = 30 * minute;
/** Sign-in rows are visible 2 to 15 minutes after the sign-in, seldom later: read once early, and once when the late ones are in. */
const firstLook = 10 * minute;
const lastLook = 60 * minute;
const mostAddresses = 5;

/** Is it time to read the sign-ins around this answer? Only a yes is weighed: a no is believed whoever says it. */
export function isDue({ answer }: Inquiry, now: number): boolean {
  if (answer === undefined || answer.says !== 'yes' || answer.signIns?.final) return false;
  return now >= answer.at + (answer.signIns === undefined ? firstLook : lastLook);
}

/** The person's sign-ins around their answer, and which of them came from where the alert's sessions or their tokens did. */
export async function readSignInsAround(
  source: LogSource,
  alert: Alert,
  { to, answer }: Inquiry,
  now: number,
): Promise<Outcome<SignInsAround, LogFailure>> {
  const at = answer?.at ?? now;
  const [from, until] = [at - around, Math.min(at + around, now)];
  const read = await source.query({
    name: 'answer-sign-ins',
    text: kqlFile('alerts/answers', 'answer-sign-ins'),
    parameters: { principals: [to.objectId], windowStart: { datetime: from }, windowEnd: { datetime: until } },
    timespan: { from, to: until },
  });
  if (!read.ok) return read;
  const addresses = read.value.rows.flatMap(({ IPAddress: ip }) => (typeof ip === 'string' && ip !== '' ? [ip] : []));
  const hostile = new Set([...sourceIpsOf(alert), ...alert.findings.flatMap(({ session }) => session.tokenIp ?? [])]);
  return done({
    readAt: now,
    final: now >= at + lastLook,
    addresses: addresses.slice(0, mostAddresses),
    suspicious: addresses.filter((ip) => hostile.has(ip)).slice(0, mostAddresses),
  });
}

/** The alert with what was read beside the answer. */
export function withSignIns(alert: Alert, inquiryId: string, signIns: SignInsAround): Alert {
  const asks = (alert.asks ?? []).map((one) =>
    one.id === inquiryId && one.answer !== undefined ? { ...one, answer: { ...one.answer, signIns } } : one,
  );
  return { ...alert, asks };
}
