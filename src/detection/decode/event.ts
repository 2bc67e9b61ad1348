import { parseMachineId, subscriptionOf, tidyResourceId } from '../../core/resource-id';
import { tidyAddress } from '../../geo/address';
import { countryCode } from '../../geo/country-names';
import { meaningOf, type RelatedKind } from '../operations';
import type { LogRow } from '../ports';
import { type CallerFacts, readCaller } from './claims';
import { type Failure, failureOf, type RowStatus, statusOf } from './status';
import { type Bag, bag, field, instant, real, text, textOf } from './values';

/** One Activity-log row of a watched operation, tidied. Columns that one of a pair of rows lacks are missing here too. */
export interface LogEvent {
  readonly id: string;
  /** Epoch milliseconds: event time, and when the row could be queried. */
  readonly at: number;
  readonly visibleAt: number;
  /** Lower case. */
  readonly operation: string;
  readonly kind: RelatedKind | 'connect';
  readonly status: RowStatus;
  readonly failure?: Failure;
  /** Correlation id, else operation id, else the row's own id. */
  readonly correlationId: string;
  readonly caller?: string;
  readonly facts: CallerFacts;
  readonly ip?: string;
  readonly country?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  /** Machine id, else the raw resource id, else `unknown`. */
  readonly target: string;
  readonly subscriptionId: string;
  readonly port?: string;
  /** Of a role assignment, written or deleted: whose, which role, where. */
  readonly grant?: Grant;
}

export interface Grant {
  readonly principalId: string;
  readonly roleDefinitionId?: string;
  readonly scope: string;
}

export type Decoded =
  | { readonly ok: true; readonly event: LogEvent }
  | { readonly ok: false; readonly id: string; readonly why: string };

/** Decodes a row of the console query. A row without time or a watched operation is refused with its id; everything else may be missing. */
export function decodeEvent(row: LogRow): Decoded {
  const at = instant(row, 'TimeGenerated');
  const operation = text(row, 'OperationNameValue')?.toLowerCase();
  const id =
    text(row, 'EventDataId') ??
    `${text(row, 'CorrelationId') ?? 'row'}/${row.TimeGenerated}/${row.ActivityStatusValue}`;
  if (at === undefined) return { ok: false, id, why: 'no readable TimeGenerated' };
  if (operation === undefined) return { ok: false, id, why: 'no OperationNameValue' };
  const kind =
    operation === 'microsoft.serialconsole/serialports/connect/action' ? 'connect' : meaningOf(operation)?.kind;
  if (kind === undefined) return { ok: false, id, why: `operation ${operation} was not asked for` };

  const claims = bag(row.Claims_d) ?? bag(row.Claims);
  const authorization = bag(row.Authorization_d) ?? bag(row.Authorization);
  const properties = bag(row.Properties_d) ?? bag(row.Properties);
  const caller = text(row, 'Caller');
  const status = statusOf(text(row, 'ActivityStatusValue'));
  const ids = resourceIds(row, authorization, properties);
  const resource = ids.find((candidate) => parseMachineId(candidate) !== undefined) ?? ids[0];
  const machine = resource === undefined ? undefined : parseMachineId(resource);
  const ip = tidyAddress(text(row, 'Ip'));
  const country = countryCode(text(row, 'Country'));
  const latitude = real(row, 'Latitude');
  const longitude = real(row, 'Longitude');
  const port = ids.map((candidate) => /\/serialports\/([^/]+)/i.exec(candidate)?.[1]).find(Boolean);
  const grant = grantOf(kind, properties, resource);
  return {
    ok: true,
    event: {
      id,
      at,
      visibleAt: instant(row, 'VisibleAt') ?? at,
      operation,
      kind,
      status,
      correlationId: (text(row, 'CorrelationId') ?? text(row, 'OperationId') ?? id).toLowerCase(),
      facts: readCaller(claims, authorization, caller),
      target: machine?.id ?? (resource === undefined ? undefined : tidyResourceId(resource)) ?? 'unknown',
      subscriptionId:
        text(row, 'SubscriptionId')?.toLowerCase() ??
        (resource === undefined ? undefined : subscriptionOf(resource)) ??
        '',
      ...(status === 'failure' ? { failure: failureOf(text(row, 'ActivitySubstatusValue'), properties) } : {}),
      ...(caller === undefined ? {} : { caller }),
      ...(ip === undefined ? {} : { ip }),
      ...(country === undefined ? {} : { country }),
      ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
      ...(port === undefined ? {} : { port }),
      ...(grant === undefined ? {} : { grant }),
    },
  };
}

/** What is read of `Properties`: here and by `failureOf`. */
export const readProperties: readonly string[] = ['entity', 'requestbody', 'statusCode', 'statusMessage'];

/** Where the machine may be named, most reliable first (reference §1.1). */
function resourceIds(row: LogRow, authorization: Bag | undefined, properties: Bag | undefined): string[] {
  return [
    text(row, '_ResourceId'),
    text(row, 'ResourceId'),
    textOf(field(authorization, 'scope')),
    textOf(field(properties, 'entity')),
  ].filter((id): id is string => id !== undefined);
}

/** A write carries the assignment in its request, a deletion, if at all, in its answer. */
function grantOf(kind: LogEvent['kind'], properties: Bag | undefined, resource: string | undefined): Grant | undefined {
  if (kind === 'role-assignment') return readGrant(bag(field(properties, 'requestbody')), resource);
  return kind === 'role-removal' ? readGrant(bag(field(properties, 'responsebody')), resource) : undefined;
}

/** The body is JSON text whose keys vary in case (reference §1.4). */
function readGrant(body: Bag | undefined, resource: string | undefined): Grant | undefined {
  const inner = bag(field(body, 'properties')) ?? body;
  const principalId = textOf(field(inner, 'principalId'));
  if (principalId === undefined) return undefined;
  const role = textOf(field(inner, 'roleDefinitionId'))?.split('/').pop();
  const scope =
    textOf(field(inner, 'scope')) ?? resource?.replace(/\/providers\/microsoft\.authorization\/.*$/i, '') ?? '';
  return {
    principalId: principalId.toLowerCase(),
    scope: scope === '' ? '/' : scope,
    ...(role === undefined ? {} : { roleDefinitionId: role.toLowerCase() }),
  };
}
