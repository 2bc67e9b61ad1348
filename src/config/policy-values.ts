import { isIP } from 'node:net';
import { z } from 'zod';
import { isGuid } from '../core/principal';

/** The values a policy file is made of, each with the sentence an editor shows and a message that names the remedy. */

/** Shorter prefixes than these would make a "trusted network" of whole continents. */
export const widestTrusted = { v4: 12, v6: 32 } as const;

export interface Prefix {
  readonly version: 4 | 6;
  readonly length: number;
}

/** Reads `203.0.113.0/24` or `2001:db8::/32`; a bare address is a network of one. Undefined when it is anything else. */
export function parsePrefix(text: string): Prefix | undefined {
  const [, address = '', digits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const version = isIP(address);
  if (version !== 4 && version !== 6) return undefined;
  const most = version === 4 ? 32 : 128;
  const length = digits === undefined ? most : Number(digits);
  return length <= most ? { version, length } : undefined;
}

export function isTooWide(text: string): boolean {
  const prefix = parsePrefix(text);
  if (prefix === undefined) return false;
  // ::ffff:0.0.0.0/96 is all of IPv4 in the clothes of a narrow IPv6 network.
  if (prefix.version === 6 && /^(0*:)*:?0*:ffff:/i.test(text.trim())) return prefix.length - 96 < widestTrusted.v4;
  return prefix.length < (prefix.version === 4 ? widestTrusted.v4 : widestTrusted.v6);
}

export const sentence = z.string({ error: 'must be text' }).trim().min(1, { error: 'must not be empty' });

export const cidr = sentence
  .refine((text) => parsePrefix(text) !== undefined, {
    error: 'is not a network such as 203.0.113.0/24 or 2001:db8:1::/48',
  })
  .describe('A network in CIDR notation. An address alone is a network of one.');

export const trustedCidr = cidr.refine((text) => !isTooWide(text), {
  error: `is wider than /${widestTrusted.v4} (IPv6: /${widestTrusted.v6}), which would trust strangers`,
});

export const resourcePrefix = sentence
  .startsWith('/', { error: 'is not a resource id: it must start with /' })
  .describe('A resource-id prefix, compared without case and only on a / border.');

export const objectId = sentence
  .refine(isGuid, { error: 'is not an Entra object id (a GUID)' })
  .transform((text) => text.toLowerCase())
  .describe('An Entra object id.');

export const personOrGroup = sentence
  .refine((text) => isGuid(text.replace(/^group:/i, '')), {
    error: 'is neither an Entra object id nor group:<object id>',
  })
  .transform((text) => text.toLowerCase())
  .describe('An Entra object id, or group:<object id of the group>.');

export const channel = sentence
  .refine((text) => !text.includes(';messageid='), { error: 'names a thread: leave out ;messageid= and what follows' })
  .describe('The conversation id of a Teams channel.');

export const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'is not an ISO 8601 time such as 2027-01-01T00:00:00Z',
  })
  .describe('ISO 8601; a date alone means midnight UTC.');

export const timeZone = sentence
  .refine(isTimeZone, { error: 'is not an IANA time zone such as Europe/Berlin' })
  .describe('An IANA time zone.');

export const timeOfDay = z
  .string({ error: 'must be text' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'is not a time of day such as 08:00' })
  .describe('HH:MM, local.');

/** A whole number within a range; the error says the range. */
export function whole(least: number, most: number): z.ZodNumber {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
}

function isTimeZone(name: string): boolean {
  try {
    // Offsets such as +01:00 are accepted by Intl but know no summer time.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
