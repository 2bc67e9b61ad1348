import { runFuzz } from './fuzz/run-fuzz';
import { canRunInstances, runInstances } from './instances/run-instances';
import { runKills } from './kill/run-kills';
import { closingTable, fuzzTable, instancesTable, killTable, type Line, textTable, wiresTable } from './report';
import { runTexts } from './texts/run-texts';
import { runWires } from './wires/run-wires';

const tell = (line: string) => void process.stdout.write(`${line}\n`);

interface Order {
  readonly count: number;
  readonly seed: string;
  readonly short: boolean;
}

/** The promise of the design for one process, MiB. */
const mostMemory = 300;

interface Outcome {
  /** For the summary line; the count and the row's name when missing. */
  readonly did?: string;
  readonly kills?: number;
  readonly faults?: number;
  readonly inputs?: number;
  /** Of the bot's process, or the largest of several, MiB; missing where none ran. */
  readonly peakMemory?: number;
  readonly lines: readonly string[];
  readonly losses: readonly string[];
  readonly seconds: number;
}

/** One row each: what `--only` and `--<name> N` call it, how many in the long and in the short form. */
interface Row {
  readonly name: string;
  readonly full: number;
  readonly short: number;
  run(order: Order): Promise<Outcome>;
}

const rows: readonly Row[] = [
  {
    name: 'kills',
    full: 200,
    short: 10,
    async run({ count, seed }) {
      const report = await runKills({ kills: count, seed, tell });
      return {
        ...report,
        kills: count,
        faults: [...report.faults.values()].reduce((all, one) => all + one, 0),
        inputs: report.presses,
        lines: killTable(report),
      };
    },
  },
  {
    name: 'instances',
    full: 18,
    short: 4,
    async run({ count, seed }) {
      if (!canRunInstances()) {
        tell('SKIPPED: three processes on one PostgreSQL (not in /usr/lib/postgresql; apt-get install postgresql)');
        return { did: 'instances SKIPPED', lines: [], losses: [], seconds: 0 };
      }
      const report = await runInstances({ kills: count, seed, tell });
      return {
        ...report,
        did: `${count} kills among three instances`,
        inputs: report.presses,
        lines: instancesTable(report),
      };
    },
  },
  {
    name: 'wires',
    full: 40,
    short: 10,
    async run({ count, short }) {
      const report = await runWires({ intrusions: count, short, tell });
      const sum = (of: 'faults' | 'inputs') => report.rows.reduce((all, row) => all + row[of], 0);
      return {
        ...report,
        did: `${report.rows.length} kinds of faults`,
        faults: sum('faults'),
        inputs: sum('inputs'),
        lines: wiresTable(report),
      };
    },
  },
  {
    name: 'inputs',
    full: 100_000,
    short: 3_000,
    async run({ count, seed }) {
      const report = await runFuzz({ inputs: count, seed, tell });
      return { ...report, lines: fuzzTable(report) };
    },
  },
  {
    name: 'texts',
    full: 10_000,
    short: 300,
    async run({ count, seed }) {
      const report = await runTexts({ inputs: count, seed, tell });
      return { ...report, lines: textTable(report) };
    },
  },
];

/** `npm run test:faults [-- --short] [--seed N] [--only ROW] [--ROW N]`, where a row is one of those above: exits 1 when anything was lost. */
async function main(args: readonly string[]): Promise<void> {
  const option = (name: string) => {
    const at = args.indexOf(name);
    return at < 0 ? undefined : args[at + 1];
  };
  const short = args.includes('--short') || process.env.FAULTS_SHORT === '1';
  const seed = option('--seed') ?? '1';
  const only = option('--only');
  tell(`test:faults, seed ${seed}${short ? ', short form' : ''}`);
  const done: string[] = [];
  const all: Line[] = [];
  for (const { name, full, short: fewer, run } of rows) {
    if (only !== undefined && only !== name) continue;
    const count = Number(option(`--${name}`) ?? (short ? fewer : full));
    const outcome = await run({ count, seed, short });
    const { peakMemory = 0 } = outcome;
    const losses = [...outcome.losses];
    if (peakMemory > mostMemory) losses.push(`a process used ${peakMemory} MiB, more than ${mostMemory}`);
    for (const line of outcome.lines) tell(line);
    for (const loss of losses) tell(`LOST  ${loss}`);
    done.push(outcome.did ?? `${count} ${name}`);
    all.push({ ...outcome, name, losses: losses.length });
  }
  for (const line of closingTable(all)) tell(line);
  const sum = (of: 'losses' | 'seconds') => all.reduce((total, line) => total + line[of], 0);
  tell(`${done.join(', ')}, ${sum('losses')} losses, ${sum('seconds')} s`);
  process.exitCode = sum('losses') === 0 && done.length > 0 ? 0 : 1;
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
