import { reason } from '../reason';
import { callerOf, type LoneRule } from './rule';
import { useOf } from './use';

/** `/subscriptions/{id}/providers/Microsoft.Insights/…`, or a management group's: settings below a resource are about that resource's own logs. */
const activityLog =
  /^(\/subscriptions\/[^/]+|\/providers\/microsoft\.management\/managementgroups\/[^/]+)\/providers\/microsoft\.insights\/diagnosticsettings\//i;

export const ofActivityLog = (target: string): boolean => activityLog.test(target);

/**
 * The diagnostic setting that brings the Activity log to the workspace, deleted or changed: the bot may see nothing from then on. Whoever deploys settings
 * by an expected entry of the policy may change them, never delete them.
 */
export const loggingAlone: LoneRule = ({ operation, policy }) => {
  const { kind, target } = operation;
  if (kind !== 'diagnostic-setting' || !ofActivityLog(target)) return undefined;
  const principal = callerOf(operation);
  const removed = operation.operation.endsWith('/delete');
  if (!removed && policy.expected(useOf(operation, principal)) !== undefined) return undefined;
  const name = target.split('/').pop();
  const text = `the Activity log’s diagnostic setting ${name} was ${removed ? 'deleted' : 'changed'} by this principal`;
  return { principal, reason: reason(removed ? 'logging-removed' : 'logging-changed', text) };
};
