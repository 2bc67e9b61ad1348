import type { Policy, WebhookPolicy } from './policy';

/** One difference between two policies, in the words of the file. */
export interface PolicyChange {
  /** Place in the file: `trustedNetworks`, `review.quorum`. */
  readonly place: string;
  readonly was?: string;
  readonly is?: string;
}

/** A policy as it may be kept and shown: the addresses of webhooks, which may hold secrets, are their hosts. */
export function describable(policy: Policy): Readonly<Record<string, unknown>> {
  return { ...policy, webhooks: policy.webhooks.map((hook) => ({ ...hook, url: hostOf(hook) })) };
}

function hostOf({ url }: WebhookPolicy): string {
  return URL.canParse(url) ? new URL(url).host : 'unreadable';
}

/** What was taken out, put in or set differently. A changed entry of a list is one taken out and one put in: nothing of either is left unsaid. */
export function policyDiff(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly PolicyChange[] {
  return keysOf(before, after).flatMap((key) => differences(key, before[key], after[key]));
}

function differences(place: string, was: unknown, is: unknown): readonly PolicyChange[] {
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  if (Array.isArray(was) || Array.isArray(is)) {
    const [old, now] = [listOf(was), listOf(is)];
    const gone = old.filter((entry) => !now.includes(entry)).map((entry) => ({ place, was: entry }));
    const come = now.filter((entry) => !old.includes(entry)).map((entry) => ({ place, is: entry }));
    const moved = gone.length + come.length === 0 ? [{ place, was: old.join(' then '), is: now.join(' then ') }] : [];
    return [...gone, ...come, ...moved];
  }
  if (isRecord(was) && isRecord(is))
    return keysOf(was, is).flatMap((key) => differences(`${place}.${key}`, was[key], is[key]));
  return [{ place, ...(was === undefined ? {} : { was: say(was) }), ...(is === undefined ? {} : { is: say(is) }) }];
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map((entry) => say(entry)) : []);

function keysOf(a: object, b: object): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys whose numbers are instants. */
const instants = new Set(['expires', 'from', 'to']);

/** A value as a person reads it: `name HQ VPN, cidrs 203.0.113.0/24`. */
function say(value: unknown, key = ''): string {
  if (Array.isArray(value)) return value.map((entry) => say(entry, key)).join(' ');
  if (isRecord(value))
    return Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => `${name} ${say(field, name)}`)
      .join(', ');
  if (typeof value === 'number' && instants.has(key)) return new Date(value).toISOString();
  return String(value);
}
