import { runKills } from './kill/run-kills';
import { killTable } from './report';

const tell = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm run test:faults [-- --short] [--seed N] [--kills N]`: exits 1 when anything was lost. */
async function main(args: readonly string[]): Promise<void> {
  const option = (name: string) => {
    const at = args.indexOf(name);
    return at < 0 ? undefined : args[at + 1];
  };
  const short = args.includes('--short') || process.env.FAULTS_SHORT === '1';
  const seed = option('--seed') ?? '1';
  const kills = Number(option('--kills') ?? (short ? 10 : 200));
  tell(`test:faults, seed ${seed}${short ? ', short form' : ''}`);
  const report = await runKills({ kills, seed, tell });
  for (const line of killTable(report)) tell(line);
  const { losses } = report;
  for (const loss of losses) tell(`LOST  ${loss}`);
  tell(`${kills} kills, ${losses.length} losses, ${report.seconds} s`);
  process.exitCode = losses.length === 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(
  () => process.exit(),
  (error: unknown) => {
    process.stdout.write(
      `test:faults failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(1);
  },
);
