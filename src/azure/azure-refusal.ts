import type { AzureDone, AzureReason, AzureRefusal } from '../review/azure-outcome';
import type { CallFailure } from './azure-error';

/** Codes that say more than their status; the statuses are in the RBAC rules of the service. */
const byCode: Readonly<Record<string, AzureReason>> = {
  DenyAssignmentAuthorizationFailed: 'denied',
  ScopeLocked: 'locked',
  RoleAssignmentExists: 'exists',
  CannotDeleteLastRbacAdminAssignment: 'last-admin',
  RoleAssignmentUpdateNotPermitted: 'update-not-permitted',
  PrincipalNotFound: 'principal-not-found',
  SubjectNotFound: 'principal-not-found',
  RoleAssignmentLimitExceeded: 'limit',
  RoleAssignmentRequestPolicyValidationFailed: 'pim-policy',
  RoleAssignmentRequestAcrsValidationFailed: 'pim-policy',
  ActiveDurationTooShort: 'pim-policy',
  // AdminRemove of something that is not there any more.
  RoleAssignmentDoesNotExist: 'not-found',
};

export function azureRefusal(failure: CallFailure, requestIds: readonly string[]): AzureRefusal {
  const traced = requestIds.length === 0 ? {} : { requestIds };
  const message = failure.message;
  if (failure.kind !== 'answered') return { ok: false, reason: unanswered(failure), message, ...traced };
  const { status, code, retryAfterMs } = failure;
  return {
    ok: false,
    reason: reasonOf(status, code),
    message,
    httpStatus: status,
    ...(code === undefined ? {} : { serviceCode: code }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...traced,
  };
}

export function azureDone<T>(value: T, requestIds: readonly string[]): AzureDone<T> {
  return requestIds.length === 0 ? { ok: true, value } : { ok: true, value, requestIds };
}

/** For what may not even be asked, such as an id that is no GUID. */
export function badRequest(message: string): AzureRefusal {
  return { ok: false, reason: 'bad-request', message };
}

function unanswered({ kind }: Exclude<CallFailure, { kind: 'answered' }>): AzureReason {
  switch (kind) {
    case 'no-answer':
    case 'aborted':
      return 'timeout-unknown-outcome';
    case 'not-sent':
      return 'unreachable';
    case 'foreign-link':
      return 'foreign-link';
    case 'unreadable':
      return 'unexpected-answer';
  }
}

function reasonOf(status: number, code: string | undefined): AzureReason {
  const named = code === undefined ? undefined : byCode[code];
  if (named !== undefined) return named;
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'server-error';
  return status < 400 ? 'unexpected-answer' : 'bad-request';
}
