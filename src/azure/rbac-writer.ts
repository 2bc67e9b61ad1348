import type { RbacWriter } from '../review/ports';
import { createAuthorizationApi } from './arm-authorization';
import { call } from './call';
import { type ClientSettings, defaultLimits } from './endpoint';
import { guid, scopePath } from './ids';
import { present } from './json';
import { roleAssignment } from './rbac-rows';

/**
 * `RbacWriter` over ARM with the writer identity. One attempt a call: after a reset the SDK would send a delete again and report our own change as
 * somebody else's.
 */
export function createRbacWriter(settings: ClientSettings): RbacWriter {
  const api = createAuthorizationApi(onceOnly(settings));
  return {
    create: ({ scope, name, ...assignment }) =>
      call(async (trace) => {
        guid(assignment.principalId, 'principal');
        scopePath(assignment.roleDefinitionId);
        const body = present<typeof assignment>(assignment);
        return roleAssignment(
          await api.createAssignment(scopePath(scope), guid(name, 'role assignment name'), body, trace),
        );
      }),
    remove: (assignmentId) =>
      call(async (trace) => ({ removed: (await api.deleteAssignment(scopePath(assignmentId), trace)) === 200 })),
    removePim: (removal) =>
      call(async (trace) => {
        guid(removal.principalId, 'principal');
        guid(removal.requestName, 'schedule request name');
        await api.removePim(scopePath(removal.scope), removal, trace);
      }),
  };
}

/** The same settings with every repetition switched off. */
export function onceOnly(settings: ClientSettings): ClientSettings {
  return { ...settings, limits: { ...defaultLimits, ...settings.limits, maxRetries: 0 } };
}
