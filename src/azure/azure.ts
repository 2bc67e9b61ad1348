import type { TokenCredential } from '@azure/identity';
import type { LogSource } from '../detection/ports';
import type { ConsoleSwitch, Directory, RbacReader, RbacWriter } from '../review/ports';
import { createConsoleSwitch } from './console-switch';
import { createDirectory } from './directory';
import type { AzureEndpoint, CallLimits, ClientSettings } from './endpoint';
import { createLogSource } from './log-source';
import { createRbacReader } from './rbac-reader';
import { createRbacWriter } from './rbac-writer';

export interface AzureSettings {
  readonly arm: AzureEndpoint;
  readonly graph: AzureEndpoint;
  readonly logs: { readonly endpoint: AzureEndpoint; readonly workspaces: readonly string[] };
  readonly credentials: { readonly reader: TokenCredential; readonly writer?: TokenCredential };
  readonly allowInsecureLoopback: boolean;
  readonly limits?: CallLimits;
}

export interface Azure {
  readonly logs: LogSource;
  readonly rbac: RbacReader;
  /** Missing without a writer identity: apply is off. */
  readonly writer?: RbacWriter;
  readonly directory: Directory;
  readonly console: ConsoleSwitch;
}

/** Every adapter of this room on one configuration; the writer's credential reaches only what writes. */
export function createAzure(settings: AzureSettings): Azure {
  const { arm, graph, logs, credentials, allowInsecureLoopback, limits } = settings;
  const client = (endpoint: AzureEndpoint, credential: TokenCredential): ClientSettings =>
    limits === undefined
      ? { endpoint, credential, allowInsecureLoopback }
      : { endpoint, credential, allowInsecureLoopback, limits };
  const reader = client(arm, credentials.reader);
  const writer = credentials.writer && client(arm, credentials.writer);
  // A query may run for minutes: the limit of one ARM call is not the limit of one query.
  const { timeoutMs: _, ...queryLimits } = limits ?? {};
  return {
    logs: createLogSource({
      endpoint: logs.endpoint,
      credential: credentials.reader,
      allowInsecureLoopback,
      limits: queryLimits,
      workspaces: logs.workspaces,
    }),
    rbac: createRbacReader(reader),
    directory: createDirectory(client(graph, credentials.reader)),
    console: createConsoleSwitch(reader, writer),
    ...(writer === undefined ? {} : { writer: createRbacWriter(writer) }),
  };
}
