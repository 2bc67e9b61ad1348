import { done, type Outcome, refuse } from '../core/outcome';
import type { Alert } from './alert';
import type { Networks } from './mutes/networks';
import { reasonsOf } from './summary';

const day = 86_400_000;
/** After that the same use is judged as ever: an entry that nobody renews is one that nobody needs. */
const validMs = 30 * day;

/** One entry of the policy file's `expectedPrincipals`, in its own spelling. */
export interface ExpectedEntry {
  readonly objectId: string;
  readonly reason: string;
  readonly networks: readonly [string];
  readonly targets: readonly [string];
  /** ISO 8601. */
  readonly expires: string;
}

/** "Expected next time?" may only be asked of honest work: judged benign, real, and without a hard signal or a "not me". */
export function mayBeExpected(alert: Alert): boolean {
  return (
    alert.status === 'resolved' &&
    alert.resolution?.disposition === 'benign-expected' &&
    alert.drill !== true &&
    !alert.findings.some(({ hard }) => hard) &&
    !reasonsOf(alert).some(({ hard }) => hard === true)
  );
}

/**
 * The narrowest entries that would have expected these sessions: the principal on each machine from the network (/24 or /64) it was seen in, for thirty
 * days. A session without a known machine or address gives none.
 */
export function expectedEntries(
  alert: Alert,
  networks: Pick<Networks, 'siteOf'>,
  now: number,
): Outcome<readonly ExpectedEntry[], 'not-benign' | 'too-vague'> {
  const { resolution, principal, id } = alert;
  if (resolution === undefined || !mayBeExpected(alert))
    return refuse(
      'not-benign',
      `${id} is not resolved as benign, or holds a hard signal: nothing of it can be expected.`,
      'Resolve it as benign first, if it is.',
    );
  const reason = `${resolution.sentence} (${id}, judged benign by ${resolution.name} ${new Date(resolution.at).toISOString().slice(0, 10)})`;
  const expires = new Date(now + validMs).toISOString();
  const entries = new Map<string, ExpectedEntry>();
  for (const { session } of alert.findings) {
    if (session.kind !== 'connect' || !session.target.startsWith('/')) continue;
    for (const address of session.sourceIps) {
      const site = networks.siteOf(address);
      if (site === undefined) continue;
      const entry: ExpectedEntry = {
        objectId: principal.objectId,
        reason,
        networks: [site],
        targets: [session.target],
        expires,
      };
      entries.set(`${session.target.toLowerCase()} ${site}`, entry);
    }
  }
  if (entries.size > 0) return done([...entries.values()]);
  return refuse(
    'too-vague',
    `No session of ${id} names both a machine and an address: an entry from it would be too wide.`,
    'Write one by hand if you know where the principal works from.',
  );
}
