import { parseArgs } from 'node:util';
import { done, type Outcome, refuse } from '../../core/outcome';
import { type Severity, severities } from '../../core/severity';

export interface ReplayArguments {
  /** Path, or `-` for standard input. */
  readonly input: string;
  readonly policy?: string;
  readonly pollIntervalSeconds: number;
  readonly format: 'ndjson' | 'table' | 'summary';
  readonly minSeverity: Severity;
}

export const usage =
  'npm run --silent replay -- --input FILE|- [--policy FILE] [--poll-interval 60] [--format ndjson|table|summary] [--min-severity informational]';

/** Reads the command line (design §5); a refusal names the option that is wrong. */
export function readArguments(argv: readonly string[]): Outcome<ReplayArguments, 'bad-arguments'> {
  const options = parse(argv);
  if (typeof options === 'string') return bad(options);
  const { input, policy, format = 'ndjson', 'min-severity': minSeverity = 'informational' } = options;
  if (input === undefined || input === '') return bad('--input is missing.');
  const interval = Number(options['poll-interval'] ?? 60);
  if (!Number.isInteger(interval) || interval < 1 || interval > 86_400)
    return bad(`--poll-interval ${options['poll-interval']} is not a whole number of seconds between 1 and 86400.`);
  if (format !== 'ndjson' && format !== 'table' && format !== 'summary')
    return bad(`--format ${format} is none of ndjson, table, summary.`);
  const severity = severities.find((name) => name === minSeverity);
  if (severity === undefined) return bad(`--min-severity ${minSeverity} is none of ${severities.join(', ')}.`);
  return done({
    input,
    pollIntervalSeconds: interval,
    format,
    minSeverity: severity,
    ...(policy === undefined ? {} : { policy }),
  });
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        input: { type: 'string' },
        policy: { type: 'string' },
        'poll-interval': { type: 'string' },
        format: { type: 'string' },
        'min-severity': { type: 'string' },
      },
    }).values;
  } catch (error) {
    // parseArgs names the unknown option or the missing value; anything else is a fault of ours.
    const { code, message } = error as { code?: unknown; message?: unknown };
    if (String(code).startsWith('ERR_PARSE_ARGS')) return String(message);
    throw error;
  }
}

function bad(message: string): Outcome<never, 'bad-arguments'> {
  return refuse('bad-arguments', message, `Usage: ${usage}`);
}
