import type { RbacReader } from '../review/ports';
import { createAuthorizationApi } from './arm-authorization';
import { readLocks, readMachine, readMachineIds, readManagementGroups } from './arm-reads';
import { call } from './call';
import type { ClientSettings } from './endpoint';
import { guid, scopePath } from './ids';
import { denyAssignment, distinct, pimInstance, roleAssignment, roleDefinition } from './rbac-rows';
import { createTransport } from './transport';

/** `RbacReader` over ARM with the reader identity: the authorization SDK where it covers the call, the same pipeline bare elsewhere. */
export function createRbacReader(settings: ClientSettings): RbacReader {
  const api = createAuthorizationApi(settings);
  const transport = createTransport(settings);
  const reaching = (principalId: string) => `assignedTo('${guid(principalId, 'principal')}')`;
  const subscription = (id: string) => `subscriptions/${guid(id, 'subscription')}`;
  const assignments = (path: () => string, filter?: () => string) =>
    call(async (trace) => distinct((await api.assignments(path(), filter?.(), trace)).map(roleAssignment)));

  return {
    assignmentsReaching: (scope, principalId) =>
      assignments(
        () => scopePath(scope),
        () => `atScope() and ${reaching(principalId)}`,
      ),
    assignmentsOf: (subscriptionId, principalId) =>
      assignments(
        () => subscription(subscriptionId),
        () => reaching(principalId),
      ),
    assignmentsAt: (scope) =>
      assignments(
        () => scopePath(scope),
        () => 'atScope()',
      ),
    assignmentsIn: (subscriptionId) => assignments(() => subscription(subscriptionId)),
    assignment: (id) => call(async (trace) => roleAssignment(await api.assignment(scopePath(id), trace))),
    roleDefinition: (id) => call(async (trace) => roleDefinition(await api.roleDefinition(scopePath(id), trace))),
    roleDefinitions: (subscriptionId) =>
      call(async (trace) =>
        distinct((await api.roleDefinitions(subscription(subscriptionId), trace)).map(roleDefinition)),
      ),
    denyAssignments: (scope) =>
      call(async (trace) =>
        distinct((await api.denyAssignments(scopePath(scope), 'atScope()', trace)).map(denyAssignment)),
      ),
    pimInstances: (kind, scope, principalId) =>
      call(async (trace) => {
        const filter = principalId === undefined ? 'atScope()' : `atScope() and ${reaching(principalId)}`;
        const rows = await api.pimInstances(kind, scopePath(scope), filter, trace);
        return distinct(rows.map((row) => pimInstance(kind, row)));
      }),
    denyAssignmentsIn: (subscriptionId) =>
      call(async (trace) =>
        distinct((await api.denyAssignments(subscription(subscriptionId), undefined, trace)).map(denyAssignment)),
      ),
    pimInstancesIn: (kind, subscriptionId) =>
      call(async (trace) => {
        const rows = await api.pimInstances(kind, subscription(subscriptionId), undefined, trace);
        return distinct(rows.map((row) => pimInstance(kind, row)));
      }),
    locks: (subscriptionId) => call((trace) => readLocks(transport, subscriptionId, trace)),
    managementGroups: (subscriptionId) => call((trace) => readManagementGroups(transport, subscriptionId, trace)),
    machine: (id) => call((trace) => readMachine(transport, id, trace)),
    machines: (subscriptionId) => call((trace) => readMachineIds(transport, subscriptionId, trace)),
  };
}
