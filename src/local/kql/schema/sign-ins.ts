import { table } from './columns';

/**
 * Source: the Azure Monitor table reference of 2026. `SigninLogs` keeps its details in dynamic columns, the three newer tables in strings of JSON:
 * a query over both has to parse the latter.
 */
const everySignIn = `AADTenantId Agent AppId AppOwnerTenantId AuthenticationContextClassReferences AuthenticationProcessingDetails
  Category ClientCredentialType ConditionalAccessAudiences ConditionalAccessStatus CorrelationId FederatedCredentialId Id
  Identity IPAddress Level Location NetworkLocationDetails OperationName OperationVersion ResourceDisplayName ResourceGroup
  ResourceIdentity ResourceOwnerTenantId ResourceServicePrincipalId ResultDescription ResultSignature ResultType
  ServicePrincipalId SessionId UniqueTokenIdentifier UserAgent`;

const everyUser = `AlternateSignInName AppDisplayName AuthenticationDetails AuthenticationMethodsUsed AuthenticationProtocol
  AuthenticationRequirement AuthenticationRequirementPolicies AuthenticatorAppLocation AutonomousSystemNumber ClientAppUsed
  CrossTenantAccessType GlobalSecureAccessIpAddress HomeTenantId HomeTenantName IncomingTokenType OriginalRequestId
  OriginalTransferMethod ProcessingTimeInMs ResourceTenantId RiskDetail RiskEventTypes RiskEventTypes_V2 RiskLevelAggregated
  RiskLevelDuringSignIn RiskState SessionLifetimePolicies SignInEventTypes SignInIdentifierType TokenIssuerName
  TokenIssuerType TokenProtectionStatusDetails UserDisplayName UserId UserPrincipalName UserType`;

const everyWorkload =
  'LocationDetails ConditionalAccessPolicies ServicePrincipalCredentialKeyId ServicePrincipalCredentialThumbprint ServicePrincipalName SourceAppClientId';

const flags = 'IsInteractive IsRisky IsTenantRestricted IsThroughGlobalSecureAccess';

export const signinLogs = table({
  string: `${everySignIn} ${everyUser} FlaggedForReview ResourceId ServicePrincipalName SignInIdentifier`,
  dynamic: 'AppliedEventListeners ConditionalAccessPolicies DeviceDetail LocationDetails MfaDetail Status',
  datetime: 'CreatedDateTime',
  long: 'DurationMs',
  bool: flags,
});

export const nonInteractiveUserSignInLogs = table({
  string: `${everySignIn} ${everyUser} ClientSessionId ConditionalAccessPolicies DeviceDetail LocationDetails MfaDetail Status`,
  dynamic: 'AppliedEventListeners',
  datetime: 'CreatedDateTime',
  long: 'DurationMs',
  bool: flags,
});

export const servicePrincipalSignInLogs = table({
  string: `${everySignIn} ${everyWorkload}`,
  datetime: 'CreatedDateTime',
  long: 'DurationMs',
});

export const managedIdentitySignInLogs = table({
  string: `${everySignIn} ${everyWorkload} ManagedServiceIdentity`,
  datetime: 'CreatedDateTime',
  long: 'DurationMs',
});
