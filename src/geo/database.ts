import maxmind, { type Reader, type Response } from 'maxmind';

/** Country of an address as ISO 3166 alpha-2, or undefined when the database does not know it. */
export type CountryOf = (address: string) => string | undefined;

/** Opens any .mmdb that answers with a country: MaxMind's nested shape or the flat `country_code` of ip-location-db. Rejects when unreadable. */
export async function openCountryDatabase(path: string): Promise<CountryOf> {
  const reader = await maxmind.open<Response>(path);
  return (address) => countryIn(lookUp(reader, address));
}

export interface Asn {
  readonly number: number;
  readonly organization?: string;
}

/** Opens an ASN .mmdb (`autonomous_system_number`). Rejects when unreadable. */
export async function openAsnDatabase(path: string): Promise<(address: string) => Asn | undefined> {
  const reader = await maxmind.open<Response>(path);
  return (address) => {
    const row = lookUp(reader, address);
    const number = Number(row?.autonomous_system_number ?? Number.NaN);
    if (!Number.isInteger(number)) return undefined;
    const organization = row?.autonomous_system_organization;
    return typeof organization === 'string' ? { number, organization } : { number };
  };
}

function lookUp(reader: Reader<Response>, address: string): Record<string, unknown> | undefined {
  if (!maxmind.validate(address)) return undefined;
  const row: unknown = reader.get(address);
  return typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : undefined;
}

function countryIn(row: Record<string, unknown> | undefined): string | undefined {
  const flat = row?.country_code;
  if (typeof flat === 'string') return flat;
  const nested = row?.country as { iso_code?: unknown } | undefined;
  return typeof nested?.iso_code === 'string' ? nested.iso_code : undefined;
}
