import type { Policy } from '../core/policy';
import { type Environment, EnvironmentReader } from './environment';
import { Findings, type Reading } from './problem';
import type { Secret } from './secret';

/** Name of the environment variable → the key in it, for every webhook of the policy; the policy file itself never holds a secret. */
export function readWebhookKeys(policy: Policy, environment: Environment): Reading<ReadonlyMap<string, Secret>> {
  const findings = new Findings();
  const env = new EnvironmentReader(environment, findings);
  const keys = new Map<string, Secret>();
  for (const { keyVariable } of policy.webhooks) {
    if (keyVariable === undefined || keys.has(keyVariable)) continue;
    const key = env.secret(keyVariable);
    if (key === undefined)
      findings.problem(keyVariable, 'is missing or empty, and a webhook of the policy needs it.', 'Set it to the key.');
    else keys.set(keyVariable, key);
  }
  return findings.conclude(keys);
}
