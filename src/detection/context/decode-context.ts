import { tidyAddress } from '../../geo/address';
import { countryCode } from '../../geo/country-names';
import { instant, real, text } from '../decode/values';
import type { LogRow } from '../ports';
import type { ActivitySpan, DirectoryFacts, Risk, SignIn, Threat } from './context';

/** Decoders of the context queries. A row that lacks what makes it useful is left out: context is optional by nature. */
export function signInOf(row: LogRow): SignIn | undefined {
  const at = instant(row, 'TimeGenerated');
  if (at === undefined) return undefined;
  const asn = text(row, 'Asn');
  return compact<SignIn>({
    at,
    objectId: text(row, 'ObjectId') ?? '',
    userName: text(row, 'UserName'),
    ip: tidyAddress(text(row, 'IPAddress')),
    country: countryCode(text(row, 'Location')),
    asn: asn === undefined ? undefined : `AS${asn.replace(/^AS/i, '')}`,
    ok: text(row, 'ResultType') === '0',
    requirement: text(row, 'Requirement'),
    risk: text(row, 'Risk')?.toLowerCase(),
    kind: kindOf(text(row, 'Kind')),
  });
}

function kindOf(kind: string | undefined): SignIn['kind'] {
  return kind === 'token' || kind === 'servicePrincipal' || kind === 'managedIdentity' ? kind : 'user';
}

export function activityOf(row: LogRow): ActivitySpan | undefined {
  const from = instant(row, 'FirstAt');
  const to = instant(row, 'LastAt');
  const ip = tidyAddress(text(row, 'Ip'));
  const who = text(row, 'Principal');
  if (from === undefined || to === undefined || ip === undefined || who === undefined) return undefined;
  const country = countryCode(text(row, 'Country'));
  const latitude = real(row, 'Latitude');
  const longitude = real(row, 'Longitude');
  return compact({ who, ip, from, to, country, latitude, longitude });
}

export function riskOf(row: LogRow): Risk | undefined {
  const at = instant(row, 'TimeGenerated');
  if (at === undefined) return undefined;
  return compact({
    at,
    objectId: text(row, 'ObjectId') ?? '',
    userName: text(row, 'UserName'),
    event: text(row, 'RiskEventType') ?? 'risk',
    level: text(row, 'RiskLevel')?.toLowerCase() ?? 'unknown',
    state: text(row, 'RiskState')?.toLowerCase(),
    ip: tidyAddress(text(row, 'IpAddress')),
  });
}

export function identityOf(row: LogRow): DirectoryFacts | undefined {
  const objectId = text(row, 'ObjectId');
  if (objectId === undefined) return undefined;
  const enabled = row.Enabled;
  return compact({
    objectId,
    userName: text(row, 'UserName'),
    createdAt: instant(row, 'CreatedAt'),
    lastSeenAt: instant(row, 'LastSeenAt'),
    enabled: typeof enabled === 'boolean' ? enabled : undefined,
  });
}

export function threatOf(row: LogRow): Threat | undefined {
  const ip = tidyAddress(text(row, 'Ip'));
  if (ip === undefined) return undefined;
  return compact({ ip, confidence: real(row, 'Confidence'), source: text(row, 'Source') });
}

function compact<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as T;
}
