import { readFile } from 'node:fs/promises';
import { ZodError } from 'zod';
import type { Policy } from '../core/policy';
import { isGuid, normalizeObjectId } from '../core/principal';
import type { Holders } from './config';
import { explainIssues } from './policy-issues';
import { type PolicyFile, policyFile } from './policy-schema';
import { Findings, type Reading } from './problem';
import { checkSecondApprovers } from './second-approvers';
import { checkWebhooks, pagerDutyUrl } from './webhook-rules';

/** What a policy is checked against besides itself. */
export interface PolicyRules {
  /** The configured approvers, where they are known. */
  readonly approvers?: Holders;
  /** ALLOW_INSECURE_LOOPBACK=1. */
  readonly insecureLoopback?: boolean;
}

/** Reads and checks the policy file; every problem carries the place in the file and a remedy. */
export async function readPolicyFile(path: string, rules: PolicyRules = {}): Promise<Reading<Policy>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return unreadable(`${path} cannot be read (${words(error)}).`, 'Check the path and the rights of the process.');
  }
  try {
    return parsePolicy(JSON.parse(text.replace(/^\uFEFF/, '')), rules);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return unreadable(
      `${path} is not JSON (${words(error)}).`,
      'Repair it, for instance with an editor that shows where.',
    );
  }
}

/** Checks a policy that is already JSON, and fills in the defaults. */
export function parsePolicy(json: unknown, { approvers, insecureLoopback = false }: PolicyRules = {}): Reading<Policy> {
  const findings = new Findings();
  const parsed = policyFile.safeParse(json);
  if (!parsed.success) {
    if (!(parsed.error instanceof ZodError)) throw parsed.error;
    findings.problems.push(...explainIssues(parsed.error.issues, json));
    return { ok: false, problems: findings.problems, warnings: [] };
  }
  checkTogether(parsed.data, findings);
  checkWebhooks(parsed.data, insecureLoopback, findings);
  const policy = toPolicy(parsed.data);
  if (approvers !== undefined) checkSecondApprovers(policy, approvers, findings);
  return findings.conclude(policy);
}

/** Rules over several keys, which the schema cannot say. */
function checkTogether(file: PolicyFile, findings: Findings): void {
  file.expectedPrincipals.forEach(({ objectId, expires }, index) => {
    const name = `policy.expectedPrincipals[${index}]`;
    if (!isGuid(normalizeObjectId(objectId)))
      findings.warning(`${name}.objectId`, `"${objectId}" is not a GUID.`, 'Check it: only callers without one match.');
    if (expires === undefined)
      findings.warning(name, 'never expires.', 'Add "expires", so that the entry is looked at again.');
  });
  file.incidents.forEach(({ from, to }, index) => {
    if (Date.parse(to) <= Date.parse(from))
      findings.problem(`policy.incidents[${index}].to`, 'is not after "from".', 'Swap or correct the two times.');
  });
  for (const key of ['workingHours', 'quietHours'] as const) {
    const hours = file[key];
    if (hours !== undefined && hours.start === hours.end)
      findings.problem(`policy.${key}.end`, 'equals "start": no time lies between.', 'Correct one of the two.');
  }
  if (file.grouping.spanHours < file.grouping.gapHours)
    findings.problem('policy.grouping.spanHours', 'is less than gapHours.', 'Set it to gapHours or more.');
  refuseTwins('escalation', file.escalation, findings);
  refuseTwins('trustedNetworks', file.trustedNetworks, findings);
}

function refuseTwins(key: string, items: readonly { readonly name: string }[], findings: Findings): void {
  items.forEach(({ name }, index) => {
    if (items.findIndex((item) => item.name === name) !== index)
      findings.problem(`policy.${key}[${index}].name`, `"${name}" is used twice.`, 'Give each its own name.');
  });
}

function toPolicy(file: PolicyFile): Policy {
  const { $schema: _editorOnly, expectedPrincipals, incidents, routes, webhooks, ...rest } = file;
  return withoutUndefined({
    ...rest,
    expectedPrincipals: expectedPrincipals.map(({ expires, objectId, ...entry }) => ({
      ...entry,
      objectId: normalizeObjectId(objectId),
      ...(expires === undefined ? {} : { expires: Date.parse(expires) }),
    })),
    incidents: incidents.map(({ from, to, ...entry }) => ({ ...entry, from: Date.parse(from), to: Date.parse(to) })),
    webhooks: webhooks.map((hook) => ({ ...hook, url: hook.url ?? pagerDutyUrl })),
    routes: routes.map(({ subscriptions, ...entry }) => ({
      ...entry,
      subscriptions: subscriptions.map((id) => id.toLowerCase()),
    })),
  }) as Policy;
}

/** Zod writes `undefined` for a key that is present but undefined; JSON cannot, so the cast above only drops that possibility. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, withoutUndefined(field)]),
  );
}

function unreadable(message: string, remedy: string): Reading<Policy> {
  return { ok: false, problems: [{ name: 'POLICY_FILE', message, remedy }], warnings: [] };
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
