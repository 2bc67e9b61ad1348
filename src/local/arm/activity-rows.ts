import { subscriptionOf, tidyResourceId } from '../../core/resource-id';
import { guidFor } from '../cloud/guid';
import type { JournalEntry } from '../cloud/journal';

/** One row of the `AzureActivity` table, columns as Log Analytics names them, dynamic columns as objects. */
export type ActivityRow = Readonly<Record<string, unknown>>;

/**
 * The pair of rows Azure logs for a write, delete or action: a start, and a success or failure, with one correlation id. Reads leave none.
 * The caller is the identity that made the change, never the people who approved it.
 */
export function activityRows(entry: JournalEntry): readonly ActivityRow[] {
  const { action, caller } = entry;
  if (action === undefined || caller === undefined || /\/read$/i.test(action)) return [];
  const outcome = entry.status < 400 ? 'Success' : 'Failure';
  return [row(entry, action, 'Start'), row(entry, action, outcome)];
}

function row(entry: JournalEntry, action: string, status: 'Start' | 'Success' | 'Failure'): ActivityRow {
  const id = tidyResourceId(entry.path);
  const at = new Date(entry.at).toISOString();
  const subscriptionId = subscriptionOf(id);
  const [, resourceGroup] = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)/i.exec(id) ?? [];
  const oid = entry.caller?.objectId ?? '';
  return {
    Type: 'AzureActivity',
    TimeGenerated: at,
    EventSubmissionTimestamp: at,
    OperationNameValue: action.toUpperCase(),
    CategoryValue: 'Administrative',
    Level: status === 'Failure' ? 'Error' : 'Information',
    ActivityStatusValue: status,
    ActivitySubstatusValue: status === 'Start' ? '' : String(entry.status),
    Caller: oid,
    CallerIpAddress: '127.0.0.1',
    CorrelationId: guidFor(`correlation ${entry.requestId}`),
    OperationId: guidFor(`operation ${entry.requestId}`),
    EventDataId: guidFor(`event ${status} ${entry.requestId}`),
    ...(subscriptionId === undefined ? {} : { SubscriptionId: subscriptionId }),
    ...(resourceGroup === undefined ? {} : { ResourceGroup: resourceGroup }),
    ResourceProviderValue: action.split('/')[0]?.toUpperCase(),
    _ResourceId: id.toLowerCase(),
    Authorization_d: {
      action,
      scope: id,
      evidence: { principalId: oid.replaceAll('-', ''), principalType: 'ServicePrincipal' },
    },
    Claims_d: {
      appid: entry.caller?.appId,
      appidacr: '2',
      'http://schemas.microsoft.com/identity/claims/objectidentifier': oid,
    },
    HTTPRequest: JSON.stringify({
      clientRequestId: entry.requestId,
      clientIpAddress: '127.0.0.1',
      method: entry.method,
    }),
    Properties_d: {
      statusCode: status === 'Start' ? '' : String(entry.status),
      serviceRequestId: entry.requestId,
      entity: id,
      ...(entry.body === undefined ? {} : { requestbody: JSON.stringify(entry.body) }),
    },
  };
}
