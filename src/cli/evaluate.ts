import { generateTenant } from '../local/tenant/generate';
import { type EvaluateOptions, readArguments, usage } from './evaluate/arguments';
import { consoleUses } from './evaluate/console-uses';
import { firstVisible } from './evaluate/first-visible';
import { publishedRules } from './evaluate/published-rules';
import { type Column, listFalsePages, missedAttacks, summaryTable } from './evaluate/report';
import { meetsGoal, summarize, type Tally, tallyPages } from './evaluate/tally';
import { runThisProject } from './evaluate/this-project';
import { writeTenant } from './evaluate/write-tenant';

const us = 'Serial Console Watch';

/** Runs every detector over the seeds' tenants; results by detector, in the order of the seeds. */
async function evaluate(options: EvaluateOptions, say: (line: string) => void): Promise<readonly Column[]> {
  const results = new Map<string, Tally[]>([us, ...publishedRules.map(({ name }) => name)].map((name) => [name, []]));
  for (const seed of options.seeds) {
    const { admins, days, baselineDays, profile } = options;
    const tenant = generateTenant({ seed, admins, days, baselineDays, ...(profile === undefined ? {} : { profile }) });
    if (options.write !== undefined) await writeTenant(options.write, seed, tenant);
    const visible = firstVisible(tenant.rows);
    const own = tallyPages(tenant, await runThisProject(tenant.rows, tenant.policy, baselineDays), visible);
    results.get(us)?.push(own);
    const uses = consoleUses(tenant.rows);
    for (const rule of publishedRules) results.get(rule.name)?.push(tallyPages(tenant, rule.run(uses), visible));
    const { found, attacks, atSeverity } = summarize([own]);
    say(
      `seed ${seed} (${tenant.profile}, ${tenant.rows.length} rows): ${found} of ${attacks} found, ${atSeverity} at severity, ${own.falsePages.length} false pages`,
    );
    if (options.perAttack) say(missedAttacks(seed, own));
    if (options.falsePages) say(listFalsePages(seed, own));
  }
  return [...results].map(([detector, tallies]) => ({ detector, tallies }));
}

/** `npm run evaluate`. Exit code: 0, or 1 when `--check` is given and the goal is missed, or 2 for unusable arguments. */
export async function main(argv: readonly string[]): Promise<number> {
  const say = (line: string) => void (line && process.stdout.write(`${line}\n`));
  if (argv.includes('--help')) {
    say(`Usage: ${usage}`);
    return 0;
  }
  const read = readArguments(argv);
  if (!read.ok) {
    process.stderr.write(`${read.message}\n${read.remedy ?? ''}\n`);
    return 2;
  }
  const columns = await evaluate(read.value, say);
  const own = summarize(columns[0]?.tallies ?? []);
  say(`\n${summaryTable(columns)}\n`);
  say(
    meetsGoal(own)
      ? 'goal met'
      : 'goal missed (all attacks, nine in ten at their severity, at most 1 false page a week per 100 administrators)',
  );
  return read.value.check && !meetsGoal(own) ? 1 : 0;
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
