import { AuthorizationManagementClient } from '@azure/arm-authorization';
import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { LogsQueryClient } from '@azure/monitor-query';
import type { Origins } from './azure-process';

/** The Graph questions of one sweep, as our own run asked them. */
export interface GraphAsked {
  readonly ids: readonly string[];
  readonly groups: readonly string[];
}

/** Speaks http to a loopback address behind the SDK's back, as the clients refuse it otherwise: https until the token is on, http afterwards. */
const loopback = [
  { position: 'perCall' as const, policy: rewriting('linksAsHttps', /^http:(?=\/\/127\.0\.0\.1)/, 'https:') },
  { position: 'perRetry' as const, policy: rewriting('loopbackHttp', /^https:(?=\/\/127\.0\.0\.1)/, 'http:') },
];

function rewriting(name: string, from: RegExp, to: string): PipelinePolicy {
  return {
    name,
    sendRequest: (request, next) => {
      request.url = request.url.replace(from, to);
      return next(request);
    },
  };
}

/** The same answers through the bare clients, in the same order and at the same concurrency, and nothing done with them. */
export function bareClients(origins: Origins, credential: TokenCredential, subscriptionId: string) {
  const options = { allowInsecureConnection: true, additionalPolicies: loopback };
  const secure = (origin: string) => origin.replace(/^http:/, 'https:');
  const arm = new AuthorizationManagementClient(credential, subscriptionId, {
    ...options,
    endpoint: secure(origins.arm),
    credentialScopes: 'https://management.azure.com/.default',
  });
  const logs = new LogsQueryClient(credential, { ...options, endpoint: secure(origins.logs) });
  const scope = `subscriptions/${subscriptionId}`;
  const compute = `${origins.arm}/${scope}/providers/Microsoft.Compute`;

  async function json(url: string, body?: unknown): Promise<Record<string, unknown>> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' };
    const response = await fetch(url, { ...init, headers });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return (await response.json()) as Record<string, unknown>;
  }

  async function list(url: string): Promise<readonly { readonly id: string }[]> {
    const rows: { readonly id: string }[] = [];
    for (let next: string | undefined = url; next !== undefined; ) {
      const page = await json(next);
      rows.push(...(page.value as { readonly id: string }[]));
      next = page.nextLink as string | undefined;
    }
    return rows;
  }

  async function machines(): Promise<void> {
    const version = 'api-version=2024-07-01';
    await list(`${compute}/virtualMachines?${version}`);
    for (const { id } of await list(`${compute}/virtualMachineScaleSets?${version}`))
      await list(`${origins.arm}${id}/virtualMachines?${version}`);
  }

  return {
    /** ARM and the log, all lists at once as the sweep reads them. */
    async lists(): Promise<void> {
      const to = new Date();
      const span = { startTime: new Date(to.getTime() - 90 * 86_400_000), endTime: to };
      await Promise.all([
        logs.queryWorkspace('00000000-0000-4000-8000-000000000000', 'usage', span),
        drained(arm.roleAssignments.listForScope(scope)),
        drained(arm.roleDefinitions.list(scope)),
        drained(arm.denyAssignments.listForScope(scope)),
        drained(arm.roleAssignmentScheduleInstances.listForScope(scope)),
        drained(arm.roleEligibilityScheduleInstances.listForScope(scope)),
        machines(),
        json(`${origins.arm}/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01`, {
          subscriptions: [subscriptionId],
          query: `resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | where subscriptionId in~ ('${subscriptionId}') | project subscriptionId, name, managementGroupAncestorsChain = properties.managementGroupAncestorsChain`,
        }),
      ]);
    },
    async graph({ ids, groups }: GraphAsked): Promise<void> {
      const fields = '$select=id,displayName,userPrincipalName,accountEnabled';
      const lookUps = chunks(ids, 1_000).map((some) =>
        json(`${origins.graph}/v1.0/directoryObjects/getByIds?${fields}`, { ids: some }),
      );
      const batches = chunks(groups, 20)[Symbol.iterator]();
      const work = async () => {
        for (const some of batches) {
          const requests = some.map((id, n) => {
            return { id: String(n), method: 'GET', url: `/groups/${id}/transitiveMembers?${fields}&$top=999` };
          });
          await json(`${origins.graph}/v1.0/$batch`, { requests });
        }
      };
      await Promise.all([...lookUps, ...Array.from({ length: 4 }, work)]);
    },
  };
}

async function drained(rows: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of rows) count++;
  return count;
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}
