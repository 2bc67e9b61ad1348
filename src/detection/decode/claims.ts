import { isGuid, normalizeObjectId, type Principal, type PrincipalType } from '../../core/principal';
import { tidyAddress } from '../../geo/address';
import type { AccessEvidence } from '../finding';
import { type Bag, bag, field, textOf } from './values';

const identity = 'http://schemas.microsoft.com/identity/claims/';
const soap = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';
const methods = 'http://schemas.microsoft.com/claims/authnmethodsreferences';

/** What is read of `Claims` and of `Authorization`: everything else in them may be left out before decoding. */
export const readClaims: readonly string[] = [
  `${identity}objectidentifier`,
  `${identity}scope`,
  `${soap}upn`,
  `${soap}name`,
  methods,
  'amr',
  'appid',
  'idtyp',
  'ipaddr',
  'xms_mirid',
];
export const readAuthorization: readonly string[] = ['evidence', 'scope'];

/** First-party client applications worth a name on the card (reference §1.4). */
const clients: Readonly<Record<string, string>> = {
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46': 'Azure CLI',
  'c44b4083-3bb0-49c1-b47d-974e53cbdf3c': 'Azure portal',
  '1950a258-227b-4e31-a9cf-717495945fc2': 'Azure PowerShell',
};

/** What one row's claims and authorization say about the caller; every field may be missing. */
export interface CallerFacts {
  readonly objectId?: string;
  readonly name?: string;
  readonly type?: PrincipalType;
  readonly tokenIp?: string;
  readonly mfa?: 'yes' | 'no';
  readonly client?: string;
  readonly evidence?: AccessEvidence;
}

/** Reads the caller out of `Claims`, `Authorization` and `Caller` (reference §1.4). */
export function readCaller(
  claims: Bag | undefined,
  authorization: Bag | undefined,
  caller: string | undefined,
): CallerFacts {
  const evidence = readEvidence(bag(field(authorization, 'evidence')));
  const evident = evidence?.principalType?.toLowerCase();
  const upn = textOf(field(claims, `${soap}upn`)) ?? textOf(field(claims, `${soap}name`));
  const name = upn ?? (caller?.includes('@') ? caller : undefined);
  const objectId =
    textOf(field(claims, `${identity}objectidentifier`)) ??
    // Access through a group names the group here, not the caller.
    (evident === 'user' || evident === 'serviceprincipal' ? evidence?.principalId : undefined) ??
    (caller !== undefined && isGuid(normalizeObjectId(caller)) ? caller : undefined);
  const type = typeOf(claims, evident, name, caller);
  const tokenIp = tidyAddress(textOf(field(claims, 'ipaddr')));
  const mfa = factorOf(textOf(field(claims, methods)) ?? textOf(field(claims, 'amr')));
  const app = textOf(field(claims, 'appid'))?.toLowerCase();
  return {
    ...(objectId === undefined ? {} : { objectId: normalizeObjectId(objectId) }),
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { type }),
    ...(tokenIp === undefined ? {} : { tokenIp }),
    ...(mfa === undefined ? {} : { mfa }),
    ...(app === undefined ? {} : { client: clients[app] ?? app }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

function typeOf(
  claims: Bag | undefined,
  evident: string | undefined,
  name: string | undefined,
  caller: string | undefined,
): PrincipalType | undefined {
  // A managed identity's token names the resource it belongs to.
  if (textOf(field(claims, 'xms_mirid')) !== undefined) return 'managedIdentity';
  if (evident === 'managedidentity' || evident === 'msi') return 'managedIdentity';
  if (evident === 'serviceprincipal') return 'servicePrincipal';
  if (evident === 'user' || name !== undefined) return 'user';
  if (textOf(field(claims, 'idtyp')) === 'app') return 'servicePrincipal';
  if (textOf(field(claims, `${identity}scope`)) !== undefined) return 'user';
  return caller !== undefined && isGuid(normalizeObjectId(caller)) ? 'servicePrincipal' : undefined;
}

/** Passkeys and federated logins may carry no `mfa`: only a password alone is a "no", everything else stays unknown. */
function factorOf(methodList: string | undefined): 'yes' | 'no' | undefined {
  if (methodList === undefined) return undefined;
  const given = methodList.toLowerCase().split(/[\s,]+/);
  if (given.includes('mfa') || given.includes('ngcmfa')) return 'yes';
  return given.every((method) => method === 'pwd') ? 'no' : undefined;
}

function readEvidence(evidence: Bag | undefined): AccessEvidence | undefined {
  if (evidence === undefined) return undefined;
  const id = (name: string) => {
    const value = textOf(field(evidence, name));
    return value === undefined ? {} : { [name]: normalizeObjectId(value) };
  };
  const plain = (name: string) => {
    const value = textOf(field(evidence, name));
    return value === undefined ? {} : { [name]: value };
  };
  const read: AccessEvidence = {
    ...id('roleAssignmentId'),
    ...plain('roleAssignmentScope'),
    ...id('roleDefinitionId'),
    ...plain('role'),
    ...id('principalId'),
    ...plain('principalType'),
  };
  return Object.keys(read).length === 0 ? undefined : read;
}

/** The principal as far as the rows of one attempt name it; the caller's text when there is no object id, `unknown` when there is neither. */
export function principalOf(facts: CallerFacts, caller: string | undefined): Principal {
  const objectId = facts.objectId ?? caller?.toLowerCase() ?? facts.name?.toLowerCase() ?? 'unknown';
  return { objectId, displayName: facts.name ?? caller ?? objectId, type: facts.type ?? 'unknown' };
}
