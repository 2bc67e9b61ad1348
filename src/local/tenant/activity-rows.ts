import type { Act, Actor } from './actors';
import { claimsOf } from './claims';
import type { ExportStyle } from './export-style';
import { roles } from './operations';
import type { Rng } from './random';
import { iso, minute, second } from './time';

/** One row of a table, columns named as Log Analytics names them; `Type` says which table. */
export type TableRow = Readonly<Record<string, unknown>>;

const statusWords = {
  new: { started: 'Start', success: 'Success', failure: 'Failure', accepted: 'Accept' },
  old: { started: 'Started', success: 'Succeeded', failure: 'Failed', accepted: 'Accepted' },
} as const;

/** Activity rows become queryable 3 to 20 minutes after the event, most of them early in that span. */
export function usualDelay(rng: Rng): number {
  return Math.min(20 * minute, 3 * minute + rng.exponential(3 * minute));
}

/** The rows one act leaves: a start row and, unless it only started, an end row, each perhaps twice. Ids and delays come from `rng`. */
export function activityRows(act: Act, style: ExportStyle, workspaceId: string, rng: Rng): readonly TableRow[] {
  const outcome = act.outcome ?? 'success';
  const operationId = rng.guid();
  const delay = act.delayMs ?? usualDelay(rng);
  const write = (part: 'start' | 'end') => {
    const at = part === 'start' ? act.at : act.at + (act.tookMs ?? 900 + rng.int(0, 1500));
    const visibleAt =
      part === 'start' ? act.at + delay : Math.max(at + 30 * second, act.at + (act.endDelayMs ?? delay));
    return copies(
      activityRow(act, style, { part, at, visibleAt, workspaceId, operationId, eventId: rng.guid() }),
      style,
      rng,
    );
  };
  const start = style.startRow || outcome === 'started' ? write('start') : [];
  return outcome === 'started' ? start : [...start, ...write('end')];
}

function copies(row: TableRow, style: ExportStyle, rng: Rng): readonly TableRow[] {
  if (style.copies === 'none') return [row];
  const arrived = Date.parse(String(row._IngestionTime)) + rng.int(1, 240) * second;
  const copy = { ...row, _IngestionTime: iso(arrived) };
  return [row, style.copies === 'same-id' ? copy : { ...copy, EventDataId: rng.guid() }];
}

interface Stamp {
  readonly part: 'start' | 'end';
  readonly at: number;
  readonly visibleAt: number;
  readonly workspaceId: string;
  readonly operationId: string;
  readonly eventId: string;
}

function activityRow(act: Act, style: ExportStyle, stamp: Stamp): TableRow {
  const status = stamp.part === 'start' ? 'started' : (act.outcome ?? 'success');
  const resourceId = cased(style.resourceId === 'machine' ? withoutPort(act.scope) : act.scope, style);
  const operation = style.operationCase === 'upper' ? act.operation.toUpperCase() : camel(act.operation);
  const address = act.from === undefined ? undefined : style.port ? withPort(act.from) : act.from;
  const addressHere = style.addressOn === 'both' || style.addressOn === stamp.part;
  const claimsHere = style.claimsOn === 'both' || style.claimsOn === stamp.part;
  const [, subscription = ''] = /^\/subscriptions\/([^/]+)/i.exec(act.scope) ?? [];
  const [, group = ''] = /\/resourcegroups\/([^/]+)/i.exec(act.scope) ?? [];
  const provider = act.scope.split('/providers/').at(-1)?.split('/')[0] ?? 'Microsoft.Resources';
  return {
    Type: 'AzureActivity',
    TenantId: stamp.workspaceId,
    SourceSystem: 'Azure',
    TimeGenerated: iso(stamp.at),
    EventSubmissionTimestamp: iso(stamp.at + 45 * second),
    _IngestionTime: iso(stamp.visibleAt),
    Level: status === 'failure' ? 'Error' : 'Information',
    CategoryValue: 'Administrative',
    OperationNameValue: operation,
    ActivityStatusValue: statusWords[style.words][status],
    ActivitySubstatusValue: substatus(act, status),
    Caller: style.caller === 'empty' ? '' : callerOf(act.by),
    CallerIpAddress: addressHere ? (address ?? '') : '',
    CorrelationId: act.correlationId,
    OperationId: stamp.operationId,
    EventDataId: stamp.eventId,
    SubscriptionId: subscription,
    ResourceGroup: style.resourceCase === 'upper' ? group.toUpperCase() : group,
    ResourceProviderValue: provider.toUpperCase(),
    _ResourceId: resourceId,
    Hierarchy: `${act.by.tenantId}/${subscription}`,
    HTTPRequest: JSON.stringify({
      clientRequestId: stamp.operationId,
      ...(address && (addressHere || style.addressOn === 'request') ? { clientIpAddress: address } : {}),
      method: operation.endsWith('WRITE') ? 'PUT' : 'POST',
    }),
    ...dynamicColumn('Authorization', authorizationOf(act, style), style),
    ...(claimsHere ? dynamicColumn('Claims', claimsOf(act.by, act.token, act.at - 20 * minute), style) : {}),
    ...dynamicColumn('Properties', propertiesOf(act, status, resourceId, stamp), style),
  };
}

function dynamicColumn(name: string, value: Readonly<Record<string, unknown>>, style: ExportStyle): TableRow {
  const text = JSON.stringify(value);
  if (style.dynamic === 'object') return { [name]: text, [`${name}_d`]: value };
  return style.dynamic === 'text' ? { [name]: text, [`${name}_d`]: text } : { [name]: text };
}

function authorizationOf(act: Act, style: ExportStyle): Readonly<Record<string, unknown>> {
  const id = (guid: string) => (style.evidence === 'dashless' ? guid.replaceAll('-', '') : guid);
  const evidence =
    act.grant && style.evidence !== 'none' && act.outcome !== 'failure'
      ? {
          role: roles[act.grant.role].name,
          roleAssignmentScope: act.grant.scope,
          roleAssignmentId: id(act.grant.assignmentId),
          roleDefinitionId: id(roles[act.grant.role].id),
          principalId: id(act.grant.principalId),
          principalType: act.grant.principalType,
        }
      : undefined;
  return { action: camel(act.operation), scope: act.scope, ...(evidence ? { evidence } : {}) };
}

function propertiesOf(act: Act, status: keyof (typeof statusWords)['new'], resourceId: string, stamp: Stamp) {
  const failed = status === 'failure' ? act.failure : undefined;
  return {
    eventCategory: 'Administrative',
    entity: resourceId,
    message: act.operation,
    hierarchy: `${act.by.tenantId}`,
    eventDataId: stamp.eventId,
    ...(status === 'success' ? { statusCode: 'OK' } : {}),
    ...(failed
      ? {
          statusCode: failed.http === 403 ? 'Forbidden' : failed.http === 409 ? 'Conflict' : 'BadRequest',
          statusMessage: JSON.stringify({ error: { code: failed.code, message: failed.message } }),
        }
      : {}),
    ...(act.requestBody === undefined ? {} : { requestbody: act.requestBody }),
  };
}

function substatus(act: Act, status: keyof (typeof statusWords)['new']): string {
  if (status === 'success') return 'OK (HTTP Status Code: 200)';
  if (status === 'accepted') return 'Accepted (HTTP Status Code: 202)';
  if (status === 'started' || !act.failure) return '';
  const name = act.failure.http === 403 ? 'Forbidden' : act.failure.http === 409 ? 'Conflict' : 'BadRequest';
  return `${name} (HTTP Status Code: ${act.failure.http})`;
}

function callerOf(actor: Actor): string {
  return actor.kind === 'user' ? actor.upn : actor.objectId;
}

function withoutPort(scope: string): string {
  return scope.replace(/\/providers\/Microsoft\.SerialConsole\/.*$/i, '');
}

function cased(id: string, style: ExportStyle): string {
  if (style.resourceCase === 'upper') return id.toUpperCase();
  return style.resourceCase === 'lower' ? id.toLowerCase() : id;
}

function withPort(address: string): string {
  return address.includes(':') ? `[${address}]:50444` : `${address}:50444`;
}

/** `MICROSOFT.COMPUTE/VIRTUALMACHINES/WRITE` as the documentation spells operations: `Microsoft.Compute/virtualmachines/write`. */
function camel(operation: string): string {
  const [provider = '', ...rest] = operation.toLowerCase().split('/');
  const words = provider.split('.').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return [words.join('.'), ...rest].join('/');
}
