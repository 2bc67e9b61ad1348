import { AuthorizationManagementClient, getContinuationToken } from '@azure/arm-authorization';
import type { PimRemoval } from '../review/ports';
import type { Trace } from './call';
import { clientOptions } from './client-options';
import type { ClientSettings } from './endpoint';
import { type Json, list, record } from './json';
import { bearerPolicyName, guardOrigin } from './origin-guard';
import { UnexpectedAnswer } from './unexpected-answer';

/**
 * The one file that knows `@azure/arm-authorization`. Rows leave it as the SDK gives them (`properties` flattened, dates as Date), untyped, because
 * the wire carries more than the SDK's types say (`permissions[].condition`). Paths are without a leading slash.
 */
export interface AuthorizationApi {
  assignments(path: string, filter: string | undefined, trace: Trace): Promise<readonly Json[]>;
  assignment(path: string, trace: Trace): Promise<Json>;
  roleDefinition(path: string, trace: Trace): Promise<Json>;
  roleDefinitions(path: string, trace: Trace): Promise<readonly Json[]>;
  denyAssignments(path: string, filter: string | undefined, trace: Trace): Promise<readonly Json[]>;
  pimInstances(
    kind: PimRemoval['kind'],
    path: string,
    filter: string | undefined,
    trace: Trace,
  ): Promise<readonly Json[]>;
  createAssignment(path: string, name: string, body: NewAssignmentBody, trace: Trace): Promise<Json>;
  /** The status: 200 for removed by this call, 204 for already gone. */
  deleteAssignment(path: string, trace: Trace): Promise<number>;
  removePim(path: string, removal: PimRemoval, trace: Trace): Promise<void>;
}

export interface NewAssignmentBody {
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly principalType: string;
  readonly condition?: string;
  readonly conditionVersion?: string;
  readonly description?: string;
  readonly delegatedManagedIdentityResourceId?: string;
}

/** The subscription in the constructor only serves operations that are not used here: every path carries its own scope. */
const anySubscription = '00000000-0000-0000-0000-000000000000';

export function createAuthorizationApi(settings: ClientSettings): AuthorizationApi {
  const guard = guardOrigin(settings.endpoint, settings.allowInsecureLoopback);
  const client = new AuthorizationManagementClient(settings.credential, anySubscription, {
    ...clientOptions(guard, settings.limits, settings.observe),
    credentialScopes: settings.endpoint.scope,
  });
  client.pipeline.addPolicy(guard.entry, { beforePolicies: [bearerPolicyName] });
  const options = (trace: Trace) => ({
    onResponse: (raw: RawAnswer) => trace(raw.headers.get('x-ms-request-id')),
  });
  /** The SDK reads a page without `value` as an empty one: nobody has access. Such a page must not pass. */
  const listing = (trace: Trace, filter?: string) => ({
    onResponse: (raw: RawAnswer) => {
      trace(raw.headers.get('x-ms-request-id'));
      if (raw.status === 200) list(record(raw.parsedBody).value, 'the value of a page');
    },
    ...(filter === undefined ? {} : { filter }),
  });

  return {
    assignments: (path, filter, trace) =>
      allPages(client.roleAssignments.listForScope(path, listing(trace, filter)).byPage()),
    assignment: async (path, trace) => record(await client.roleAssignments.getById(path, options(trace))),
    roleDefinition: async (path, trace) => record(await client.roleDefinitions.getById(path, options(trace))),
    roleDefinitions: (path, trace) => allPages(client.roleDefinitions.list(path, listing(trace)).byPage()),
    denyAssignments: (path, filter, trace) =>
      allPages(client.denyAssignments.listForScope(path, listing(trace, filter)).byPage()),
    pimInstances: (kind, path, filter, trace) =>
      kind === 'active'
        ? allPages(client.roleAssignmentScheduleInstances.listForScope(path, listing(trace, filter)).byPage())
        : allPages(client.roleEligibilityScheduleInstances.listForScope(path, listing(trace, filter)).byPage()),
    createAssignment: async (path, name, body, trace) =>
      record(await client.roleAssignments.create(path, name, body, options(trace))),
    async deleteAssignment(path, trace) {
      let status = 0;
      const { onResponse } = options(trace);
      const noted = (raw: RawAnswer) => {
        status = raw.status;
        onResponse(raw);
      };
      await client.roleAssignments.deleteById(path, { onResponse: noted });
      return status;
    },
    async removePim(path, { kind, requestName, roleDefinitionId, principalId, justification }, trace) {
      const body = { roleDefinitionId, principalId, justification, requestType: 'AdminRemove' };
      if (kind === 'active')
        await client.roleAssignmentScheduleRequests.create(path, requestName, body, options(trace));
      else await client.roleEligibilityScheduleRequests.create(path, requestName, body, options(trace));
    },
  };
}

interface RawAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
  readonly parsedBody?: unknown;
}

/** Every page, or an error: a link back to a page already read would otherwise end in silence or never. */
async function allPages<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly Json[]> {
  const rows: Json[] = [];
  const seen = new Set<string>();
  for await (const page of pages) {
    rows.push(...page.map(record));
    const next = getContinuationToken(page);
    if (next === undefined) continue;
    if (seen.has(next)) throw new UnexpectedAnswer('the pages of the answer go in a circle');
    seen.add(next);
  }
  return rows;
}
