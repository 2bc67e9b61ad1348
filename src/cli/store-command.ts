import { parseArgs } from 'node:util';
import type { Environment } from '../config/environment';
import { describeProblem } from '../config/problem';
import { readStoreConfig } from '../config/read-config';
import { done, type Outcome, refuse } from '../core/outcome';
import type { Inspection } from '../store/backup';

/** What `backup` and `restore` share: one option that names the file, the store of the environment, and how to tell what happened. */
export interface StoreCommand {
  readonly name: string;
  /** `to` or `from`. */
  readonly option: string;
  run(dataDir: string, file: string): Outcome<Inspection>;
  tell(file: string, dataDir: string): string;
}

export interface Output {
  out(line: string): void;
  err(line: string): void;
}

/** Exit code: 0 done, 1 refused, 2 unusable arguments or configuration. */
export function runStoreCommand(
  command: StoreCommand,
  argv: readonly string[],
  env: Environment,
  { out, err }: Output,
): number {
  const place = readPlace(command, argv, env);
  if (!place.ok) {
    err(`${place.message} ${place.remedy ?? ''}`.trim());
    return 2;
  }
  const { file, dataDir } = place.value;
  const outcome = command.run(dataDir, file);
  if (!outcome.ok) {
    err(`${outcome.message} ${outcome.remedy ?? ''}`.trim());
    return 1;
  }
  const { schema, alerts, auditEntries } = outcome.value;
  out(`${command.tell(file, dataDir)}: schema ${schema}, ${alerts} alerts, ${auditEntries} audit entries`);
  return 0;
}

function readPlace(
  { name, option }: StoreCommand,
  argv: readonly string[],
  env: Environment,
): Outcome<{ readonly file: string; readonly dataDir: string }, 'arguments' | 'configuration'> {
  const usage = `Usage: npm run ${name} -- --${option} FILE`;
  let file: string | boolean | undefined;
  try {
    file = parseArgs({ args: [...argv], options: { [option]: { type: 'string' } } }).values[option] as typeof file;
  } catch (error) {
    return refuse('arguments', error instanceof Error ? error.message : String(error), usage);
  }
  if (typeof file !== 'string' || file === '') return refuse('arguments', `--${option} is missing.`, usage);
  const config = readStoreConfig(env);
  if (!config.ok) return refuse('configuration', config.problems.map(describeProblem).join('\n'));
  if (config.value.kind === 'postgres')
    return refuse(
      'configuration',
      `DATABASE_URL is set, and ${name} is for the embedded store.`,
      "Use PostgreSQL's own pg_dump and pg_restore.",
    );
  return done({ file, dataDir: config.value.dataDir });
}
