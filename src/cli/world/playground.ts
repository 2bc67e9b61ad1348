import { type ChildProcess, spawn } from 'node:child_process';
import { startBridge } from '../../local/playground/bridge';
import { people } from '../../local/tenant/people';
import type { World } from './start-world';

/** Pinned; fetched by npx on demand, since its licence allows evaluation only and forbids passing it on. */
const playgroundPackage = '@microsoft/m365agentsplayground@0.2.28';
const port = 56150;

export interface Playground {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the Microsoft 365 Agents Playground beside the chat page, playing Lee, the administrator. */
export async function startPlayground({ tenant, service, emulators }: World): Promise<Playground> {
  const bridge = await startBridge({
    botEndpoint: `http://127.0.0.1:${service.port}/api/messages`,
    tenantId: tenant.tenantId,
    person: { objectId: people.lee.objectId, name: 'Lee Chen' },
    signToken: (serviceUrl) => emulators.identity.signChannelToken({ appId: tenant.botAppId, serviceUrl }),
  });
  const args = ['--yes', '--package', playgroundPackage, 'agentsplayground', '-e', bridge.endpoint, '-c', 'msteams'];
  const child: ChildProcess = spawn('npx', [...args, '-p', String(port), '--dt'], { stdio: 'ignore' });
  child.on('error', (error) => process.stderr.write(`The Playground could not be started: ${error.message}\n`));
  child.on('exit', (code) => {
    if (code !== 0 && code !== null) process.stderr.write(`The Playground ended with code ${code}.\n`);
  });
  return {
    url: `http://localhost:${port}`,
    async close() {
      child.kill();
      await bridge.close();
    },
  };
}
