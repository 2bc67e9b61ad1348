import type { TableRow } from './activity-rows';
import type { Person } from './actors';
import { iso, minute } from './time';

/** Identity Protection's verdict on an account; DetectedDateTime may lie hours after the activity. */
export function riskEventRow(
  risk: {
    readonly at: number;
    readonly person: Person;
    readonly from: string;
    readonly kind:
      | 'unfamiliarFeatures'
      | 'anonymizedIPAddress'
      | 'anomalousToken'
      | 'leakedCredentials'
      | 'unlikelyTravel';
    readonly level: 'low' | 'medium' | 'high';
    readonly id: string;
  },
  workspaceId: string,
): TableRow {
  return {
    Type: 'AADUserRiskEvents',
    TenantId: workspaceId,
    SourceSystem: 'Azure AD',
    TimeGenerated: iso(risk.at),
    ActivityDateTime: iso(risk.at - 2 * minute),
    DetectedDateTime: iso(risk.at),
    _IngestionTime: iso(risk.at + 7 * minute),
    OperationName: 'User Risk Detection',
    Id: risk.id,
    CorrelationId: risk.id,
    UserId: risk.person.objectId,
    UserPrincipalName: risk.person.upn,
    UserDisplayName: risk.person.name,
    IpAddress: risk.from,
    RiskEventType: risk.kind,
    RiskLevel: risk.level,
    RiskState: 'atRisk',
    Source: 'IdentityProtection',
    Activity: 'signin',
  };
}

/** Sentinel's copy of the directory entry, written again at least every 14 days. */
export function identityInfoRow(
  info: {
    readonly at: number;
    readonly person: Person;
    readonly createdAt: number;
    readonly department: string;
    readonly jobTitle: string;
    readonly roles?: readonly string[];
    readonly lastSeenAt?: number;
  },
  workspaceId: string,
): TableRow {
  return {
    Type: 'IdentityInfo',
    TenantId: workspaceId,
    SourceSystem: 'Azure AD',
    TimeGenerated: iso(info.at),
    _IngestionTime: iso(info.at + 5 * minute),
    AccountObjectId: info.person.objectId,
    AccountUPN: info.person.upn,
    AccountDisplayName: info.person.name,
    AccountTenantId: info.person.tenantId,
    AccountCreationTime: iso(info.createdAt),
    Department: info.department,
    JobTitle: info.jobTitle,
    AssignedRoles: info.roles ?? [],
    GroupMembership: [],
    IsAccountEnabled: true,
    UserType: info.person.upn.includes('#EXT#') ? 'Guest' : 'Member',
    ...(info.lastSeenAt === undefined ? {} : { LastSeenDate: iso(info.lastSeenAt) }),
  };
}

export function threatIndicatorRow(
  indicator: { readonly at: number; readonly address: string; readonly id: string; readonly confidence?: number },
  workspaceId: string,
): TableRow {
  const family = indicator.address.includes(':') ? 'ipv6' : 'ipv4';
  return {
    Type: 'ThreatIntelIndicators',
    TenantId: workspaceId,
    SourceSystem: 'Microsoft Defender Threat Intelligence',
    TimeGenerated: iso(indicator.at),
    _IngestionTime: iso(indicator.at + 5 * minute),
    Id: `indicator--${indicator.id}`,
    ObservableKey: `${family}-addr:value`,
    ObservableValue: indicator.address,
    Confidence: indicator.confidence ?? 85,
    IsActive: true,
    ValidFrom: iso(indicator.at),
    ValidUntil: iso(indicator.at + 90 * 86_400_000),
    Pattern: `[${family}-addr:value = '${indicator.address}']`,
    Data: { indicator_types: ['malicious-activity'] },
  };
}
