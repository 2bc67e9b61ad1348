import { table } from './columns';

/** Sources: the Azure Monitor table reference of 2026 (AADUserRiskEvents) and the columns the published Sentinel content binds against. */
export const userRiskEvents = table({
  string: `Activity CorrelationId DetectionTimingType Id IpAddress OperationName RequestId RiskDetail RiskEventType RiskLevel RiskState
    Source TokenIssuerType UserDisplayName UserId UserPrincipalName`,
  dynamic: 'AdditionalInfo Location',
  datetime: 'ActivityDateTime DetectedDateTime LastUpdatedDateTime',
});

export const identityInfo = table({
  string: `AccountCloudSID AccountDisplayName AccountDomain AccountName AccountObjectId AccountSID AccountTenantId AccountUPN Applications
    BlastRadius ChangeSource City CompanyName Country Department EmployeeId GivenName JobTitle MailAddress Manager
    OnPremisesDistinguishedName OnPremisesExtensionAttributes Phone RiskLevel RiskLevelDetails RiskState SAMAccountName State
    StreetAddress Surname UACFlags UserState UserType`,
  dynamic: `AdditionalMailAddresses AssignedRoles ExtensionProperty GroupMembership RelatedAccounts ServicePrincipals Tags
    UserAccountControl`,
  datetime: 'AccountCreationTime DeletedDateTime LastSeenDate UserStateChangedOn',
  int: 'InvestigationPriority InvestigationPriorityPercentile',
  bool: 'IsAccountEnabled IsMFARegistered IsServiceAccount',
});

export const threatIntelIndicators = table({
  string: 'AzureTenantId Id LastUpdateMethod ObservableKey ObservableValue Pattern Tags WorkspaceId _ResourceId',
  dynamic: 'AdditionalFields Data',
  datetime: 'Created Modified ValidFrom ValidUntil',
  bool: 'IsActive IsDeleted Revoked',
  int: 'Confidence',
});
