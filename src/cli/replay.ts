import { readPolicyFile } from '../config/policy-file';
import { describeProblem } from '../config/problem';
import { defaultPolicy, type Policy } from '../core/policy';
import { openAsnDatabase, openCountryDatabase } from '../geo/database';
import { readArguments, usage } from './replay/arguments';
import { defaultCountryDatabase } from './replay/geo';
import { openInput, readLines } from './replay/lines';
import { ndjson, summary, table } from './replay/output';
import { replayBatches } from './replay/run';

const allGood = 0;
const unusable = 2;
const someBad = 3;

const complain = (message: string) => void process.stderr.write(`${message}\n`);

/**
 * `npm run replay`: exported rows through the production pipeline, alerts on standard output (design §5). Resolves to the exit code: 0, 3 when some
 * lines were bad, 2 for arguments, policy, input or database that cannot be used.
 */
export async function replay(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (argv.includes('--help')) {
    process.stdout.write(`Usage: ${usage}\n`);
    return allGood;
  }
  const read = readArguments(argv);
  if (!read.ok) {
    complain(`${read.message}\n${read.remedy ?? `Usage: ${usage}`}`);
    return unusable;
  }
  const { input, pollIntervalSeconds, format, minSeverity } = read.value;
  const policy = await policyOf(read.value.policy);
  const stream = await openInput(input).catch((error: unknown) => {
    complain(`${input} cannot be read: ${words(error)}. Check --input.`);
    return undefined;
  });
  const { GEO_COUNTRY_DB: countryDb, GEO_ASN_DB: asnDb, BASELINE_DAYS: days } = env;
  const geography = await canOpen(countryDb, asnDb);
  if (policy === undefined || stream === undefined || !geography) return unusable;
  const lines = readLines(stream, complain);
  const alerts = await replayBatches(lines.batches(), {
    policy,
    pollIntervalSeconds,
    minSeverity,
    ...(countryDb ? { countryDb } : {}),
    ...(asnDb ? { asnDb } : {}),
    ...(days && Number(days) > 0 ? { baselineDays: Number(days) } : {}),
  });
  const { bad, unknownTypes, lacks } = lines.tally();
  for (const [column, count] of lacks)
    complain(
      `${count} rows of watched operations have no ${column}: judged without it; check the export (docs/operation.md, Back-test)`,
    );
  for (const [type, count] of unknownTypes) complain(`${count} rows of Type ${type} are not understood; left out`);
  process.stdout.write({ ndjson, table, summary }[format](alerts));
  return bad === 0 ? allGood : someBad;
}

async function policyOf(path: string | undefined): Promise<Policy | undefined> {
  if (path === undefined) return defaultPolicy;
  const reading = await readPolicyFile(path);
  for (const problem of [...reading.warnings, ...(reading.ok ? [] : reading.problems)])
    complain(describeProblem(problem));
  return reading.ok ? reading.value : undefined;
}

/** Says which database cannot be read, before the input is. */
async function canOpen(countryDb: string | undefined, asnDb: string | undefined): Promise<boolean> {
  try {
    await openCountryDatabase(countryDb || defaultCountryDatabase());
    if (asnDb) await openAsnDatabase(asnDb);
    return true;
  } catch (error) {
    complain(`A database cannot be read: ${words(error)}. Check GEO_COUNTRY_DB and GEO_ASN_DB.`);
    return false;
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (require.main === module) {
  // A reader that has seen enough (`| head`) closes the pipe: that ends the replay, it is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  replay(process.argv.slice(2), process.env).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
      process.exitCode = 1;
    },
  );
}
