import type { Config } from '../config/config';
import type { Environment } from '../config/environment';
import { readPolicyFile } from '../config/policy-file';
import type { Problem } from '../config/problem';
import { readConfig } from '../config/read-config';
import { readWebhookKeys } from '../config/webhook-keys';
import { type Clock, systemClock } from '../core/clock';
import { silentLog } from '../core/log';
import { admit } from './doctor/admit';
import { doctorArguments } from './doctor/arguments';
import { examine } from './doctor/examine';
import { bad, type Finding, good, warning } from './doctor/finding';
import { secretsIn } from './doctor/secrets';
import { findingLine, summaryLine, withoutSecrets } from './doctor/words';
import type { Output } from './store-command';

/**
 * `npm run doctor [-- --bot SCOPE …]`: checks the configuration against the real services, changes nothing, one line a finding. Exit code: 0 nothing
 * bad, 1 something bad, 2 unusable arguments.
 */
export async function doctor(
  argv: readonly string[],
  env: Environment,
  { out, err }: Output,
  clock: Clock = systemClock,
): Promise<number> {
  const args = doctorArguments(argv);
  if (!args.ok) {
    err(`${args.message} ${args.remedy ?? ''}`.trim());
    return 2;
  }
  const all: Finding[] = [];
  const reading = readConfig(env);
  const hide = withoutSecrets(secretsIn(env));
  const tell = (finding: Finding) => {
    all.push(finding);
    out(hide(findingLine(finding)));
  };
  const conclude = () => {
    out(hide(summaryLine(all)));
    return all.some(({ state }) => state === 'bad') ? 1 : 0;
  };
  for (const problem of reading.warnings) tell(warning(problem.name, problem.message, problem.remedy));
  if (!reading.ok) {
    for (const problem of reading.problems) tell(bad(problem.name, problem.message, problem.remedy));
    return conclude();
  }
  tell(good('configuration', 'every variable reads'));
  for (const finding of await policyFindings(reading.value, env)) tell(finding);
  await examine(admit(reading.value, { clock, log: silentLog, botScopes: args.value.botScopes }), tell);
  return conclude();
}

/** The policy file and the keys its webhooks name. */
async function policyFindings(
  { policy: { file }, people, local }: Config,
  env: Environment,
): Promise<readonly Finding[]> {
  if (file === undefined)
    return [
      warning(
        'policy',
        'POLICY_FILE is not set: nobody is expected, no network is trusted',
        'Write a policy file (docs/policy.schema.json).',
      ),
    ];
  const read = await readPolicyFile(file, {
    approvers: people.approvers,
    insecureLoopback: local.allowInsecureLoopback,
  });
  const asWarning = ({ name, message, remedy }: Problem) => warning(name, message, remedy);
  if (!read.ok)
    return [
      ...read.problems.map(({ name, message, remedy }) => bad(name, message, remedy)),
      ...read.warnings.map(asWarning),
    ];
  const keys = readWebhookKeys(read.value, env);
  const missing = keys.ok ? [] : keys.problems.map(({ name, message, remedy }) => bad(name, message, remedy));
  return [
    ...read.warnings.map(asWarning),
    ...missing,
    ...(missing.length > 0 ? [] : [good('policy', `${file} reads`)]),
  ];
}

if (require.main === module) {
  doctor(process.argv.slice(2), process.env, {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  }).then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`doctor: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
