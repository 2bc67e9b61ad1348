import type { PolicyFile } from './policy-schema';
import type { Findings } from './problem';
import { checkUrl } from './url';

/** PagerDuty's Events API v2, in its US service region. */
export const pagerDutyUrl = 'https://events.pagerduty.com/v2/enqueue';

/** Rules for webhooks that the schema cannot say. An address may hold a secret: no problem repeats it. */
export function checkWebhooks(file: PolicyFile, insecureLoopback: boolean, findings: Findings): void {
  file.webhooks.forEach(({ kind, url, level, keyVariable }, index) => {
    const name = `policy.webhooks[${index}]`;
    if (url === undefined && kind === 'generic')
      findings.problem(`${name}.url`, 'is missing.', 'Add the address to call.');
    if (url !== undefined && !checkUrl(url, { shape: 'any', insecureLoopback }).ok)
      findings.problem(
        `${name}.url`,
        'is not an https URL without user name and password.',
        'Use https; for a receiver on this machine set ALLOW_INSECURE_LOOPBACK=1.',
      );
    if (level !== undefined && !file.escalation.some((each) => each.name === level))
      findings.problem(`${name}.level`, `"${level}" is no escalation level.`, 'Use the name of one in "escalation".');
    if (kind === 'pagerduty' && keyVariable === undefined)
      findings.problem(name, 'has no routing key.', 'Add "keyVariable": the environment variable that holds it.');
    if (kind === 'generic' && keyVariable === undefined)
      findings.warning(name, 'is not signed.', 'Add "keyVariable": the environment variable that holds a signing key.');
  });
}
