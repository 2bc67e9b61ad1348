/** Activity-log rows for stories, as a tenant's own log has them: only the columns that matter. */
export interface OperationWish {
  /** Epoch milliseconds; visible five minutes later unless told. */
  readonly at: number;
  readonly visibleAt?: number;
  readonly operation?: string;
  readonly objectId: string;
  readonly upn?: string;
  readonly ip: string;
  /** Machine or other resource id. */
  readonly target: string;
  readonly id?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const identity = 'http://schemas.microsoft.com/identity/claims';
let made = 0;

export const connectAction = 'MICROSOFT.SERIALCONSOLE/SERIALPORTS/CONNECT/ACTION';

/** One successful operation; a console connect unless told. */
export function operationRow(wish: OperationWish): Readonly<Record<string, unknown>> {
  const { at, objectId, upn, ip, target, operation = connectAction } = wish;
  const id = wish.id ?? `row-${++made}`;
  const resource = operation === connectAction ? `${target}/providers/Microsoft.SerialConsole/serialPorts/0` : target;
  return {
    Type: 'AzureActivity',
    TimeGenerated: new Date(at).toISOString(),
    _IngestionTime: new Date(wish.visibleAt ?? at + 5 * 60_000).toISOString(),
    OperationNameValue: operation,
    ActivityStatusValue: 'Success',
    Caller: upn ?? objectId,
    CallerIpAddress: ip,
    CorrelationId: id,
    EventDataId: `${id}/success`,
    SubscriptionId: target.split('/')[2],
    _ResourceId: resource,
    Claims_d: {
      [`${identity}/objectidentifier`]: objectId,
      ...(upn === undefined ? { idtyp: 'app' } : { [`${identity}/scope`]: 'user_impersonation' }),
      'http://schemas.microsoft.com/claims/authnmethodsreferences': 'pwd,mfa',
    },
    ...(wish.properties === undefined ? {} : { Properties_d: wish.properties }),
  };
}

export const vmOf = (subscriptionId: string | undefined, group: string, name: string): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

/** Brazil, as the pinned country database has it; nobody in the demo's history was ever there. */
export const brazil = '179.208.138.130';

/** The office of the demo's tenant, as its history and its policy file have it. */
export const office = '194.25.15.173';
