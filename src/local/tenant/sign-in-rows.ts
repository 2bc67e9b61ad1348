import type { TableRow } from './activity-rows';
import type { Person, Token, Workload } from './actors';
import { type Network, places } from './network-table';
import { type ClientKey, clientNames, clients } from './operations';
import { iso, minute } from './time';

/** Country, city and coordinates as sign-in logs give them; empty when the address has no known place. */
function locationOf(country: string): TableRow {
  const place = places[country];
  if (!place) return {};
  return {
    city: place.city,
    state: place.city,
    countryOrRegion: country,
    geoCoordinates: { latitude: place.latitude, longitude: place.longitude },
  };
}

export interface UserSignIn {
  readonly at: number;
  readonly person: Person;
  readonly from: string;
  readonly network: Network;
  readonly token: Token;
  readonly interactive: boolean;
  readonly failed?: boolean;
  readonly risk?: 'none' | 'low' | 'medium' | 'high';
  readonly riskEvents?: readonly string[];
  readonly correlationId: string;
  readonly delayMs?: number;
}

/** A row of SigninLogs or AADNonInteractiveUserSignInLogs; the second has its dynamic columns as JSON text. */
export function userSignInRow(signIn: UserSignIn, workspaceId: string): TableRow {
  const { person, token, network, interactive } = signIn;
  const mfa = token.methods.includes('mfa') || token.methods.includes('fido');
  const client: ClientKey = token.client;
  const shaped = (value: unknown) => (interactive ? value : JSON.stringify(value));
  const details = [
    {
      authenticationMethod: token.methods.includes('fido') ? 'Passkey (device-bound)' : 'Password',
      succeeded: !signIn.failed,
      authenticationStepDateTime: iso(signIn.at),
    },
    ...(mfa
      ? [
          {
            authenticationMethod: 'Mobile app notification',
            succeeded: true,
            authenticationStepDateTime: iso(signIn.at),
          },
        ]
      : []),
  ];
  return {
    Type: interactive ? 'SigninLogs' : 'AADNonInteractiveUserSignInLogs',
    TenantId: workspaceId,
    SourceSystem: 'Azure AD',
    TimeGenerated: iso(signIn.at),
    CreatedDateTime: iso(signIn.at),
    _IngestionTime: iso(signIn.at + (signIn.delayMs ?? 6 * minute)),
    Category: interactive ? 'SignInLogs' : 'NonInteractiveUserSignInLogs',
    OperationName: 'Sign-in activity',
    Id: signIn.correlationId,
    CorrelationId: signIn.correlationId,
    UserId: person.objectId,
    UserPrincipalName: person.upn,
    UserDisplayName: person.name,
    UserType: person.upn.includes('#EXT#') ? 'Guest' : 'Member',
    AppId: clients[client],
    AppDisplayName: clientNames[client],
    ResourceDisplayName: 'Windows Azure Service Management API',
    ResourceIdentity: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    IPAddress: signIn.from,
    Location: network.country,
    LocationDetails: shaped(locationOf(network.country)),
    AutonomousSystemNumber: String(network.asn),
    AuthenticationRequirement: mfa ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    AuthenticationDetails: JSON.stringify(details),
    ClientAppUsed: 'Browser',
    DeviceDetail: shaped({
      deviceId: token.deviceId ?? '',
      operatingSystem: 'Windows10',
      isCompliant: token.deviceId !== undefined,
    }),
    IsInteractive: interactive,
    ResultType: signIn.failed ? '50126' : '0',
    ResultDescription: signIn.failed ? 'Invalid username or password.' : '',
    Status: shaped({ errorCode: signIn.failed ? 50126 : 0 }),
    ConditionalAccessStatus: 'success',
    RiskLevelDuringSignIn: signIn.risk ?? 'none',
    RiskLevelAggregated: signIn.risk ?? 'none',
    RiskState: signIn.risk && signIn.risk !== 'none' ? 'atRisk' : 'none',
    RiskEventTypes_V2: JSON.stringify(signIn.riskEvents ?? []),
    UniqueTokenIdentifier: token.uti,
  };
}

export interface WorkloadSignIn {
  readonly at: number;
  readonly workload: Workload;
  /** Missing for managed identities, whose rows carry no address. */
  readonly from?: string;
  readonly network?: Network;
  readonly uti: string;
  readonly correlationId: string;
}

export function workloadSignInRow(signIn: WorkloadSignIn, workspaceId: string): TableRow {
  const managed = signIn.workload.kind === 'managedIdentity';
  return {
    Type: managed ? 'AADManagedIdentitySignInLogs' : 'AADServicePrincipalSignInLogs',
    TenantId: workspaceId,
    SourceSystem: 'Azure AD',
    TimeGenerated: iso(signIn.at),
    CreatedDateTime: iso(signIn.at),
    _IngestionTime: iso(signIn.at + 8 * minute),
    Category: managed ? 'ManagedIdentitySignInLogs' : 'ServicePrincipalSignInLogs',
    OperationName: 'Sign-in activity',
    Id: signIn.correlationId,
    CorrelationId: signIn.correlationId,
    ServicePrincipalId: signIn.workload.objectId,
    ServicePrincipalName: signIn.workload.name,
    AppId: signIn.workload.appId,
    ResourceDisplayName: 'Azure Resource Manager',
    IPAddress: signIn.from ?? '',
    Location: signIn.network?.country ?? '',
    LocationDetails: JSON.stringify(signIn.network ? locationOf(signIn.network.country) : {}),
    ...(managed ? {} : { AutonomousSystemNumber: signIn.network ? String(signIn.network.asn) : '' }),
    ResultType: '0',
    UniqueTokenIdentifier: signIn.uti,
  };
}
