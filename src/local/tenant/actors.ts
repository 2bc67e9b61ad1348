import type { ClientKey, RoleKey } from './operations';

export interface Person {
  readonly kind: 'user';
  readonly objectId: string;
  readonly tenantId: string;
  readonly upn: string;
  readonly name: string;
  readonly grant?: Grant;
  /** How this person usually signs in, as in the token: `pwd`, `rsa`, `mfa`, `fido`, `wia`. */
  readonly methods?: readonly string[];
  readonly deviceId?: string;
}

export interface Workload {
  readonly kind: 'servicePrincipal' | 'managedIdentity';
  readonly objectId: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly name: string;
  readonly grant?: Grant;
  /** The machine or automation account a managed identity belongs to. */
  readonly resourceId?: string;
}

export type Actor = Person | Workload;

/** The role assignment that lets an act through; in the row as `evidence`. */
export interface Grant {
  readonly role: RoleKey;
  readonly scope: string;
  readonly assignmentId: string;
  /** Whom the assignment names: the actor, or a group it is in. */
  readonly principalId: string;
  readonly principalType: 'User' | 'Group' | 'ServicePrincipal';
}

/** The access token an act was done with. */
export interface Token {
  readonly client: ClientKey;
  readonly methods: readonly string[];
  /** Address the token was issued to. */
  readonly ip: string;
  /** Unique token identifier, shared with the sign-in row. */
  readonly uti: string;
  readonly deviceId?: string;
}

/** One operation somebody did, before it is written down as log rows. */
export interface Act {
  readonly at: number;
  /** Full operation name. */
  readonly operation: string;
  readonly by: Actor;
  /** ARM id the operation was authorised on. */
  readonly scope: string;
  /** Address of the call; missing for calls inside Azure. */
  readonly from?: string;
  readonly token?: Token;
  readonly grant?: Grant;
  /** `started`: the end row never comes. */
  readonly outcome?: 'success' | 'failure' | 'accepted' | 'started';
  readonly failure?: ActFailure;
  readonly tookMs?: number;
  /** JSON text, as for a role assignment write. */
  readonly requestBody?: string;
  readonly correlationId: string;
  /** From the event to its visibility, milliseconds; missing = the exporter draws 3 to 20 minutes. */
  readonly delayMs?: number;
  readonly endDelayMs?: number;
}

export interface ActFailure {
  readonly code: string;
  readonly message: string;
  readonly http: number;
}

export const failures = {
  forbidden: {
    code: 'AuthorizationFailed',
    message:
      "The client does not have authorization to perform action 'Microsoft.SerialConsole/serialPorts/connect/action'.",
    http: 403,
  },
  denied: {
    code: 'DenyAssignmentAuthorizationFailed',
    message: 'The client has permission, but access is denied.',
    http: 403,
  },
  bootDiagnosticsOff: {
    code: 'BootDiagnosticsNotEnabled',
    message: 'Serial console requires boot diagnostics to be enabled for this VM.',
    http: 409,
  },
  stopped: {
    code: 'VirtualMachineNotRunning',
    message: 'The virtual machine is in a stopped deallocated state.',
    http: 409,
  },
  consoleOff: {
    code: 'SerialConsoleDisabled',
    message: 'Serial console is not enabled for this subscription.',
    http: 409,
  },
} as const satisfies Record<string, ActFailure>;
