import { azureRefusal } from '../../src/azure/azure-refusal';

it.each([
  [403, 'AuthorizationFailed', 'forbidden'],
  [401, 'ExpiredAuthenticationToken', 'forbidden'],
  [403, 'DenyAssignmentAuthorizationFailed', 'denied'],
  [404, 'RoleAssignmentNotFound', 'not-found'],
  [400, 'RoleAssignmentDoesNotExist', 'not-found'],
  [409, 'ScopeLocked', 'locked'],
  [409, 'RoleAssignmentExists', 'exists'],
  [412, 'CannotDeleteLastRbacAdminAssignment', 'last-admin'],
  [400, 'RoleAssignmentUpdateNotPermitted', 'update-not-permitted'],
  [400, 'PrincipalNotFound', 'principal-not-found'],
  [404, 'PrincipalNotFound', 'principal-not-found'],
  [400, 'RoleAssignmentLimitExceeded', 'limit'],
  [400, 'RoleAssignmentRequestPolicyValidationFailed', 'pim-policy'],
  [429, 'TooManyRequests', 'throttled'],
  [500, 'InternalServerError', 'server-error'],
  [409, 'Conflict', 'bad-request'],
  [302, undefined, 'unexpected-answer'],
] as const)('reads %i %s as %s', (status, code, reason) => {
  const failure = { kind: 'answered', status, message: 'said', ...(code === undefined ? {} : { code }) } as const;
  expect(azureRefusal(failure, ['r1'])).toMatchObject({
    ok: false,
    reason,
    httpStatus: status,
    message: 'said',
    requestIds: ['r1'],
  });
});

it('never takes a missing answer for "nothing happened"', () => {
  expect(azureRefusal({ kind: 'no-answer', message: '' }, []).reason).toBe('timeout-unknown-outcome');
  expect(azureRefusal({ kind: 'aborted', message: '' }, []).reason).toBe('timeout-unknown-outcome');
  expect(azureRefusal({ kind: 'not-sent', token: false, message: '' }, []).reason).toBe('unreachable');
});
