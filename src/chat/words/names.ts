import type { Alert, AlertStatus, Disposition } from '../../alerts/alert';
import { isGuid, type Principal } from '../../core/principal';
import { shortName, subscriptionOf } from '../../core/resource-id';
import type { Cause } from '../../detection/finding';
import { outside } from './escape';

/** Names of things. Whatever comes from outside leaves here cleaned and shortened. */

export const statusWord: Record<AlertStatus, string> = {
  open: 'OPEN',
  acknowledged: 'ACKNOWLEDGED',
  resolved: 'RESOLVED',
};

/** Each disposition with its five words: what the dialog says beside the choice. */
export const dispositionWords: Record<Disposition, { readonly name: string; readonly means: string }> = {
  malicious: { name: 'malicious', means: 'an attacker or a misuse' },
  'benign-expected': { name: 'benign, expected', means: 'honest work, may happen again' },
  misconfiguration: { name: 'misconfiguration', means: 'honest work, wrong access given' },
  'false-positive': { name: 'false positive', means: 'our data or rule erred' },
};

export const principalKind: Record<Principal['type'], string> = {
  user: 'user',
  servicePrincipal: 'service principal',
  managedIdentity: 'managed identity',
  unknown: 'kind unknown',
};

export const causeWords: Record<Cause, string> = {
  'unauthorized-access': 'unauthorised access',
  'excessive-permissions': 'excessive permissions',
  'insider-threat': 'insider threat',
  misconfiguration: 'access granted by mistake',
};

/** Whom the alert is about: workloads, which the log gives by id, by their name once Entra was read. */
export function principalName({ principal: { displayName }, letIn }: Alert, most = 80): string {
  return outside(letIn?.name !== undefined && isGuid(displayName) ? letIn.name : displayName, most);
}

export function personName(name: string): string {
  return outside(name, 60);
}

/** `vm1`, `scaleset/3`; `machine unknown` when the row had none. */
export function machineName(target: string): string {
  return target === 'unknown' || target === '' ? 'machine unknown' : outside(shortName(target), 50);
}

/** What people call the subscription, else the start of its id. */
export function subscriptionName(id: string, names: SubscriptionNames = {}): string {
  const given = names[id.toLowerCase()];
  return given === undefined ? outside(id.slice(0, 8), 8) : outside(given, 40);
}

/** Names by subscription id in lower case. */
export type SubscriptionNames = Readonly<Record<string, string>>;

/** A role's scope: `sub prod-01`, `RG ops`, `vm1`, `management group corp`, `root`. */
export function scopeName(scope: string, names: SubscriptionNames = {}): string {
  if (scope === '/') return 'root (every subscription)';
  const group = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/i.exec(scope)?.[1];
  if (group !== undefined) return `management group ${outside(group, 40)}`;
  const subscription = subscriptionOf(scope);
  if (subscription === undefined) return outside(scope, 60);
  const resourceGroup = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)$/i.exec(scope)?.[1];
  if (resourceGroup !== undefined) return `RG ${outside(resourceGroup, 50)}`;
  return /^\/subscriptions\/[^/]+$/i.test(scope) ? `sub ${subscriptionName(subscription, names)}` : machineName(scope);
}

let regions: Intl.DisplayNames | undefined;

/** `Brazil` for `BR`; the code itself when it is none. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return outside(code, 30);
  // Its table takes 10 ms to load: not at start.
  regions ??= new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return regions.of(code) ?? code;
}

/** `1 machine`, `2 machines`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `a, b, c and 4 more`. */
export function listed(items: readonly string[], most: number, separator = ', '): string {
  const shown = items.slice(0, most);
  const rest = items.length - shown.length;
  return rest === 0 ? shown.join(separator) : `${shown.join(separator)} and ${rest} more`;
}

/** First letter in upper case, for the start of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
