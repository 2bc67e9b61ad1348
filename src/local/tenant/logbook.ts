import { activityRows, type TableRow } from './activity-rows';
import type { Act, ActFailure, Actor, Grant, Person, Token, Workload } from './actors';
import type { ExportStyle } from './export-style';
import { identityInfoRow, riskEventRow, threatIndicatorRow } from './identity-rows';
import type { Place } from './lines';
import { type ClientKey, type OperationKey, operationNames, type RoleKey, roles } from './operations';
import type { Rng } from './random';
import { userSignInRow, workloadSignInRow } from './sign-in-rows';

/** Who did something, when and from where; what the logbook turns into rows. */
export interface Deed {
  readonly at: number;
  readonly by: Actor;
  readonly from?: Place;
  readonly client?: ClientKey;
  readonly methods?: readonly string[];
  /** Where the token was issued; missing = where the call came from. */
  readonly tokenFrom?: Place;
  readonly uti?: string;
  readonly grant?: Grant;
  readonly outcome?: Act['outcome'];
  readonly failure?: ActFailure;
  readonly tookMs?: number;
  readonly requestBody?: string;
  readonly delayMs?: number;
  readonly endDelayMs?: number;
}

export interface SignInDeed {
  readonly at: number;
  readonly by: Person;
  readonly from: Place;
  readonly client?: ClientKey;
  readonly methods?: readonly string[];
  readonly interactive?: boolean;
  readonly failed?: boolean;
  readonly risk?: 'none' | 'low' | 'medium' | 'high';
  readonly riskEvents?: readonly string[];
  readonly uti?: string;
}

/** Tables beside AzureActivity that the tenant's workspace has. */
export interface TableSet {
  readonly signIns: boolean;
  readonly workloadSignIns: boolean;
  readonly risk: boolean;
  readonly identityInfo: boolean;
}

export const allTables: TableSet = { signIns: true, workloadSignIns: true, risk: true, identityInfo: true };

export interface LogbookOptions {
  readonly workspaceId: string;
  readonly style: ExportStyle;
  readonly tables: TableSet;
  readonly rng: Rng;
}

export interface ConsoleDeed {
  readonly correlationId: string;
  readonly objectId: string;
  readonly at: number;
}

const consoleOperations: ReadonlySet<OperationKey> = new Set(['connect', 'bootDiagnostics', 'bootDiagnosticsScaleSet']);

export type Logbook = ReturnType<typeof createLogbook>;

/**
 * Writes deeds down as the rows a workspace would hold. Every method that names an operation returns its correlation id; rows of
 * tables the workspace does not have are dropped, as they would be.
 */
export function createLogbook({ workspaceId, style, tables, rng }: LogbookOptions) {
  const rows: TableRow[] = [];
  const uses: ConsoleDeed[] = [];

  const uti = () => Buffer.from(rng.guid().replaceAll('-', ''), 'hex').toString('base64url');

  function tokenOf(deed: Deed): Token | undefined {
    if (deed.by.kind !== 'user') return { client: 'cli', methods: [], ip: '', uti: deed.uti ?? uti() };
    if (!deed.from) return undefined;
    return {
      client: deed.client ?? 'portal',
      methods: deed.methods ?? deed.by.methods ?? ['rsa', 'mfa'],
      ip: (deed.tokenFrom ?? deed.from).ip,
      uti: deed.uti ?? uti(),
      ...(deed.by.deviceId ? { deviceId: deed.by.deviceId } : {}),
    };
  }

  function perform(operation: OperationKey, scope: string, deed: Deed): string {
    const { at, by, from, outcome, failure, tookMs, requestBody, delayMs, endDelayMs } = deed;
    const token = tokenOf(deed);
    const grant = deed.grant ?? by.grant;
    const correlationId = rng.guid();
    if (consoleOperations.has(operation)) uses.push({ correlationId, objectId: by.objectId, at });
    const act: Act = {
      at,
      by,
      scope,
      operation: operationNames[operation],
      correlationId,
      outcome: outcome ?? (failure ? 'failure' : 'success'),
      ...(from ? { from: from.ip } : {}),
      ...(token ? { token } : {}),
      ...(grant ? { grant } : {}),
      ...(failure ? { failure } : {}),
      ...(tookMs === undefined ? {} : { tookMs }),
      ...(requestBody === undefined ? {} : { requestBody }),
      ...(delayMs === undefined ? {} : { delayMs }),
      ...(endDelayMs === undefined ? {} : { endDelayMs }),
    };
    rows.push(...activityRows(act, style, workspaceId, rng));
    return correlationId;
  }

  /** Scale-set instances are machines too: their id only has one more level. */
  function connect(machine: string, deed: Deed, port = '0'): string {
    return perform('connect', `${machine}/providers/Microsoft.SerialConsole/serialPorts/${port}`, deed);
  }

  function bootDiagnostics(machine: string, deed: Deed): string {
    return perform(
      /virtualMachineScaleSets/i.test(machine) ? 'bootDiagnosticsScaleSet' : 'bootDiagnostics',
      machine,
      deed,
    );
  }

  /** What the portal's "Reset password" does. Only the instance name reaches the log, and the caller chooses it. */
  function resetPassword(machine: string, deed: Deed, extension = 'enablevmaccess'): string {
    return perform('extensionWrite', `${machine}/extensions/${extension}`, deed);
  }

  function setConsole(change: 'enableConsole' | 'disableConsole', subscription: string, deed: Deed): string {
    return perform(change, `${subscription}/providers/Microsoft.SerialConsole/consoleServices/default`, deed);
  }

  function grantRole(
    to: { principal: Actor; role: RoleKey; scope: string },
    deed: Deed,
    spelling: 'lower' | 'upper' = 'upper',
  ): string {
    const definition = `${to.scope}/providers/Microsoft.Authorization/roleDefinitions/${roles[to.role].id}`;
    const principalType = to.principal.kind === 'user' ? 'User' : 'ServicePrincipal';
    const requestBody =
      spelling === 'upper'
        ? {
            Id: rng.guid(),
            Properties: { PrincipalId: to.principal.objectId, RoleDefinitionId: definition, Scope: to.scope },
          }
        : { properties: { roleDefinitionId: definition, principalId: to.principal.objectId, principalType } };
    const scope = `${to.scope}/providers/Microsoft.Authorization/roleAssignments/${rng.guid()}`;
    return perform('roleAssignmentWrite', scope, { ...deed, requestBody: JSON.stringify(requestBody) });
  }

  /** Returns the token's identifier, so that the acts done with this sign-in can carry it. */
  function signIn(deed: SignInDeed): string {
    const id = deed.uti ?? uti();
    if (!tables.signIns) return id;
    const { at, by: person, from, risk, riskEvents, failed } = deed;
    const token: Token = {
      client: deed.client ?? 'portal',
      methods: deed.methods ?? person.methods ?? ['rsa', 'mfa'],
      ip: from.ip,
      uti: id,
      ...(person.deviceId ? { deviceId: person.deviceId } : {}),
    };
    rows.push(
      userSignInRow(
        {
          at,
          person,
          from: from.ip,
          network: from.network,
          token,
          interactive: deed.interactive ?? true,
          correlationId: rng.guid(),
          delayMs: 180_000 + rng.int(0, 600_000),
          ...(risk ? { risk } : {}),
          ...(riskEvents ? { riskEvents } : {}),
          ...(failed ? { failed } : {}),
        },
        workspaceId,
      ),
    );
    return id;
  }

  function workloadSignIn(at: number, workload: Workload, from?: Place): string {
    const id = uti();
    if (!tables.workloadSignIns) return id;
    const place = from && workload.kind === 'servicePrincipal' ? { from: from.ip, network: from.network } : {};
    rows.push(workloadSignInRow({ at, workload, uti: id, correlationId: rng.guid(), ...place }, workspaceId));
    return id;
  }

  function risk(event: Omit<Parameters<typeof riskEventRow>[0], 'id'>): void {
    if (tables.risk) rows.push(riskEventRow({ ...event, id: rng.guid() }, workspaceId));
  }

  function identity(info: Parameters<typeof identityInfoRow>[0]): void {
    if (tables.identityInfo) rows.push(identityInfoRow(info, workspaceId));
  }

  function threat(indicator: Omit<Parameters<typeof threatIndicatorRow>[0], 'id'>): void {
    rows.push(threatIndicatorRow({ ...indicator, id: rng.guid() }, workspaceId));
  }

  return {
    rows: rows as readonly TableRow[],
    /** Who used a console or read a serial log, in the order it was written down. */
    uses: uses as readonly ConsoleDeed[],
    perform,
    connect,
    bootDiagnostics,
    resetPassword,
    setConsole,
    grantRole,
    signIn,
    workloadSignIn,
    risk,
    identity,
    threat,
  };
}
