import type { Principal } from '../../core/principal';
import { prefixOf, sitePrefixOf } from '../../geo/address';
import { targetKey } from '../session';
import type { Feature, Sighting } from './profile';

/**
 * One name for a principal across tables: user name where there is one (Activity log callers and sign-ins both carry it), object id for workloads.
 */
export function principalKey({ displayName, objectId }: Principal): string {
  return displayName.includes('@') ? displayName.toLowerCase() : objectId;
}

export const whoKey = (who: string): string => `who:${who}`;
export const placeKey = (feature: Feature, value: string): string => `${feature}:${value}`;

export interface Spot {
  readonly ip?: string | undefined;
  readonly country?: string | undefined;
  readonly asn?: string | undefined;
  readonly target?: string | undefined;
  readonly subscriptionId?: string | undefined;
}

/** The values of each feature that this use or row shows. */
export function sightingAt({ ip, country, asn, target, subscriptionId }: Spot): Sighting {
  const prefix = ip === undefined ? undefined : prefixOf(ip);
  const site = ip === undefined ? undefined : sitePrefixOf(ip);
  return {
    country: present(country),
    network: [...present(prefix), ...present(asn)],
    site: present(site),
    machine: present(target === undefined || target === 'unknown' ? undefined : targetKey(target)),
    subscription: present(subscriptionId === '' ? undefined : subscriptionId),
  };
}

const present = (value: string | undefined): readonly string[] => (value === undefined ? [] : [value]);

export function placeKeysOf(sighting: Sighting): string[] {
  return (Object.keys(sighting) as Feature[]).flatMap((feature) =>
    (sighting[feature] ?? []).map((value) => placeKey(feature, value)),
  );
}
