import { roleGuid } from '../access/well-known-roles';
import type { NewAssignment } from '../ports';
import type { PimInstance } from '../rbac';

/** One word of a POSIX shell line. Text from outside cannot leave the quotes; control characters are dropped. */
export function shellWord(text: string): string {
  const clean = [...text].filter((character) => character >= ' ' && character !== '\u007f').join('');
  return /^[A-Za-z0-9@%+=:,./_-]+$/.test(clean) && !clean.startsWith('-')
    ? clean
    : `'${clean.replaceAll("'", "'\\''")}'`;
}

function line(...words: readonly string[]): string {
  return words.map((word) => (/^--?[a-z-]+$/.test(word) ? word : shellWord(word))).join(' ');
}

export function deleteAssignmentCommand(assignmentId: string): string {
  return line('az', 'role', 'assignment', 'delete', '--ids', assignmentId);
}

export function createAssignmentCommand(assignment: NewAssignment): string {
  const { scope, principalId, principalType, roleDefinitionId, condition, conditionVersion } = assignment;
  return line(
    ...['az', 'role', 'assignment', 'create', '--assignee-object-id', principalId],
    ...['--assignee-principal-type', principalType, '--role', roleGuid(roleDefinitionId), '--scope', scope],
    ...(condition ? ['--condition', condition, '--condition-version', conditionVersion ?? '2.0'] : []),
  );
}

/** `AdminRemove` of an active or eligible PIM assignment, or the `AdminAssign` that brings it back until its former end. */
export function pimCommand(
  instance: Pick<PimInstance, 'kind' | 'scope' | 'roleDefinitionId' | 'principalId' | 'endsAt'>,
  requestName: string,
  requestType: 'AdminRemove' | 'AdminAssign',
  justification: string,
  startAt?: number,
): string {
  const requests = instance.kind === 'active' ? 'roleAssignmentScheduleRequests' : 'roleEligibilityScheduleRequests';
  const { principalId, roleDefinitionId } = instance;
  const scheduleInfo =
    requestType === 'AdminAssign'
      ? {
          ...(startAt === undefined ? {} : { startDateTime: new Date(startAt).toISOString() }),
          expiration:
            instance.endsAt === undefined
              ? { type: 'NoExpiration' }
              : { type: 'AfterDateTime', endDateTime: new Date(instance.endsAt).toISOString() },
        }
      : undefined;
  const properties = {
    principalId,
    roleDefinitionId,
    requestType,
    justification,
    ...(scheduleInfo ? { scheduleInfo } : {}),
  };
  const scope = instance.scope === '/' ? '' : instance.scope;
  return line(
    ...['az', 'rest', '--method', 'put', '--url'],
    `${scope}/providers/Microsoft.Authorization/${requests}/${requestName}?api-version=2020-10-01`,
    ...['--body', JSON.stringify({ properties })],
  );
}

export function removeMemberCommand(groupId: string, memberId: string): string {
  return line('az', 'ad', 'group', 'member', 'remove', '--group', groupId, '--member-id', memberId);
}

export function consoleCommand(subscriptionId: string, disabled: boolean): string {
  const verb = disabled ? 'disableConsole' : 'enableConsole';
  return line(
    ...['az', 'rest', '--method', 'post', '--url'],
    `/subscriptions/${subscriptionId}/providers/Microsoft.SerialConsole/consoleServices/default/${verb}?api-version=2023-01-01`,
  );
}

/** Prints the serial log of a machine into a file on the caller's own disk. A scale set's instance has no command of its own: its call answers two links. */
export function serialLogCommand(machineId: string): string {
  if (/\/virtualmachinescalesets\//i.test(machineId)) {
    const url = `${machineId}/retrieveBootDiagnosticsData?api-version=2024-07-01`;
    return line('az', 'rest', '--method', 'post', '--url', url);
  }
  const file = shellWord(`${machineId.split('/').pop() ?? 'machine'}-serial.log`);
  return `${line('az', 'vm', 'boot-diagnostics', 'get-boot-log', '--ids', machineId)} > ${file}`;
}

/** Sessions first: a disabled account's tokens would live on until they expire. */
export function accountCommands(
  objectId: string,
  type: 'user' | 'servicePrincipal' | 'managedIdentity' | 'unknown',
  graphOrigin: string,
): readonly string[] {
  if (type === 'servicePrincipal' || type === 'managedIdentity')
    return [line('az', 'ad', 'sp', 'update', '--id', objectId, '--set', 'accountEnabled=false')];
  return [
    line('az', 'rest', '--method', 'post', '--url', `${graphOrigin}/v1.0/users/${objectId}/revokeSignInSessions`),
    line('az', 'ad', 'user', 'update', '--id', objectId, '--account-enabled', 'false'),
  ];
}
