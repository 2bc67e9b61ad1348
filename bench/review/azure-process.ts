import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startArm } from '../../src/local/arm/arm-emulator';
import { createDirectory } from '../../src/local/cloud/directory';
import { startGraph } from '../../src/local/graph/graph-emulator';
import { crowdedTenant, readerAppId } from './tenant';

export const pageSize = 500;
export const latencyMs = 30;

export interface Origins {
  readonly arm: string;
  readonly graph: string;
  readonly logs: string;
}

export interface Calls {
  readonly arm: number;
  readonly graph: number;
  readonly logs: number;
}

/** ARM, Graph and a log in a process of their own, so that their work is not counted as the bot's. Answers each message with the calls since the last. */
async function main(): Promise<void> {
  const tenant = crowdedTenant();
  const directory = createDirectory(tenant.directory);
  // Token checks are no part of what is compared.
  const authenticate = async () => ({ appId: readerAppId, objectId: readerAppId });
  const arm = await startArm({ seed: tenant.arm, directory, authenticate, pageSize, latencyMs });
  const graph = await startGraph({ directory, authenticate, pageSize: 999, latencyMs });
  let queries = 0;
  const answer = JSON.stringify({ tables: [usageTable(tenant.people, tenant.machines)] });
  const logs = createServer((request, response) => {
    request.resume().on('end', () => {
      queries++;
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(answer);
      }, latencyMs);
    });
  });
  await new Promise<void>((resolve) => logs.listen(0, '127.0.0.1', resolve));
  const origins: Origins = {
    arm: arm.url,
    graph: graph.url,
    logs: `http://127.0.0.1:${(logs.address() as AddressInfo).port}`,
  };
  process.on('message', () => {
    const calls: Calls = { arm: arm.journal.all().length, graph: graph.journal.all().length, logs: queries };
    arm.journal.clear();
    graph.journal.clear();
    queries = 0;
    process.send?.(calls);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.(origins);
}

/** What the summary query answers: 400 people who used the console. */
function usageTable(people: readonly string[], machines: readonly string[]) {
  const at = '2026-02-01T09:00:00Z';
  const columns = [
    ['PrincipalId', 'string'],
    ['ResourceId', 'string'],
    ['ConsoleUses', 'long'],
    ['LastConsoleAt', 'datetime'],
    ['Operations', 'long'],
    ['OperationNames', 'dynamic'],
    ['LastAt', 'datetime'],
  ].map(([name, type]) => ({ name, type }));
  const rows = Array.from({ length: 400 }, (_, n) => [
    people[n * 3],
    (machines[n % machines.length] ?? '').toLowerCase(),
    2,
    at,
    2,
    '["microsoft.serialconsole/serialports/connect/action"]',
    at,
  ]);
  return { name: 'PrimaryResult', columns, rows };
}

if (require.main === module) void main();
