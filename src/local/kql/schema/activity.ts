import { table } from './columns';

/**
 * Source: the Azure Monitor table reference (AzureActivity, page of 2026-05-29; Heartbeat). The `_d` columns are dynamic there, whatever other
 * published schemas say. Resource health events are AzureActivity rows whose CategoryValue is `ResourceHealth`.
 */
export const azureActivity = table({
  string: `ActivityStatus ActivityStatusValue ActivitySubstatus ActivitySubstatusValue Authorization Caller CallerIpAddress
    Category CategoryValue Claims CorrelationId EventDataId Hierarchy HTTPRequest Level OperationId OperationName
    OperationNameValue Properties Resource ResourceGroup ResourceId _ResourceId ResourceProvider ResourceProviderValue
    SubscriptionId _SubscriptionId`,
  dynamic: 'Authorization_d Claims_d Properties_d',
  datetime: 'EventSubmissionTimestamp',
});

export const heartbeat = table({
  string: `Category Computer ComputerEnvironment ComputerIP ManagementGroupName MG OSMajorVersion OSMinorVersion OSName OSType
    RemoteIPCountry Resource ResourceGroup ResourceId _ResourceId ResourceProvider ResourceType SCAgentChannel Solutions
    SourceComputerId SubscriptionId _SubscriptionId Version VMUUID`,
  dynamic: 'ComputerPrivateIPs',
  bool: 'IsGatewayInstalled',
  real: 'RemoteIPLatitude RemoteIPLongitude',
});
