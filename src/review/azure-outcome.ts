import type { Done, Refusal } from '../core/outcome';

/**
 * Why Azure or Graph said no. The adapters map status and code to one of these; the words for people are made in `azure-words.ts`.
 * - `forbidden` 403, also an unfulfilled ABAC condition; for Graph also missing consent
 * - `denied` 403 `DenyAssignmentAuthorizationFailed`
 * - `not-found` 404 · `locked` 409 `ScopeLocked` · `exists` 409 `RoleAssignmentExists`
 * - `last-admin` 412 `CannotDeleteLastRbacAdminAssignment`
 * - `update-not-permitted` 400 `RoleAssignmentUpdateNotPermitted` (a GUID used again for another tuple)
 * - `principal-not-found` 400/404 `PrincipalNotFound` · `limit` 400 `RoleAssignmentLimitExceeded`
 * - `pim-policy` 400 `RoleAssignmentRequestPolicyValidationFailed` and its relatives
 * - `throttled` 429 after the SDK's own retries; `retryAfterMs` when the service named one
 * - `timeout-unknown-outcome` the request left and no answer came: a write may have been made, re-read
 * - `server-error` 5xx after retries (a write may have been made) · `unreachable` nothing was sent
 * - `foreign-link` a `nextLink` pointed to another origin and was not followed
 * - `unexpected-answer` an answer that does not have the documented shape · `bad-request` any other 4xx
 */
export type AzureReason =
  | 'forbidden'
  | 'denied'
  | 'not-found'
  | 'locked'
  | 'exists'
  | 'last-admin'
  | 'update-not-permitted'
  | 'principal-not-found'
  | 'limit'
  | 'pim-policy'
  | 'throttled'
  | 'timeout-unknown-outcome'
  | 'server-error'
  | 'unreachable'
  | 'foreign-link'
  | 'unexpected-answer'
  | 'bad-request';

/** Ids for the audit: `x-ms-request-id` of each answer that came, in order. */
interface Traced {
  readonly requestIds?: readonly string[];
}

export interface AzureRefusal extends Refusal<AzureReason>, Traced {
  readonly httpStatus?: number;
  /** The service's own code and words, kept for the audit and for "what the service said". */
  readonly serviceCode?: string;
  readonly retryAfterMs?: number;
}

export interface AzureDone<T> extends Done<T>, Traced {}

/** An `Outcome` that also carries request ids. Adapters never throw for anything the service says; they throw for bugs. */
export type AzureOutcome<T> = AzureDone<T> | AzureRefusal;
