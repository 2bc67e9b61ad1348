import { defaultPolicy, type Policy } from '../core/policy';
import type { Config } from './config';
import type { Environment } from './environment';
import { readPolicyFile } from './policy-file';
import type { Reading } from './problem';
import type { Secret } from './secret';
import { readWebhookKeys } from './webhook-keys';

/** The policy with the keys its webhooks need. */
export interface PolicyInForce {
  readonly policy: Policy;
  /** By the name of their environment variable. */
  readonly keys: ReadonlyMap<string, Secret>;
}

type Told = Pick<Config, 'policy' | 'people' | 'local'>;

/** Reads the policy file of the configuration, if any, with everything that must hold before it may come into force: at start and at every reload. */
export async function readPolicyInForce(config: Told, environment: Environment): Promise<Reading<PolicyInForce>> {
  const { file } = config.policy;
  if (file === undefined) return { ok: true, value: { policy: defaultPolicy, keys: new Map() }, warnings: [] };
  const read = await readPolicyFile(file, {
    approvers: config.people.approvers,
    insecureLoopback: config.local.allowInsecureLoopback,
  });
  if (!read.ok) return read;
  const keys = readWebhookKeys(read.value, environment);
  const warnings = [...read.warnings, ...keys.warnings];
  return keys.ok ? { ok: true, value: { policy: read.value, keys: keys.value }, warnings } : { ...keys, warnings };
}
