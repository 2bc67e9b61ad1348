import { parseArgs } from 'node:util';
import { done, type Outcome, refuse } from '../../core/outcome';

export interface EvaluateOptions {
  readonly seeds: readonly number[];
  readonly admins: number;
  readonly days: number;
  readonly baselineDays: number;
  readonly profile?: string;
  /** List every missed or under-rated attack. */
  readonly perAttack: boolean;
  /** List every false page with its reasons. */
  readonly falsePages: boolean;
  /** Exit 1 when the goal is missed. */
  readonly check: boolean;
  /** Folder for rows, policy and labels of each seed, so that one can be replayed by hand. */
  readonly write?: string;
}

export const usage = `npm run evaluate -- [--seeds 1-5,9] [--admins 60] [--days 30] [--baseline-days 60] [--profile NAME]
                    [--per-attack] [--false-pages] [--check] [--write DIR]`;

/** Reads the command line; a refusal names the option that is wrong. */
export function readArguments(argv: readonly string[]): Outcome<EvaluateOptions, 'bad-arguments'> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        seeds: { type: 'string', default: '1-3' },
        admins: { type: 'string', default: '60' },
        days: { type: 'string', default: '30' },
        'baseline-days': { type: 'string', default: '60' },
        profile: { type: 'string' },
        'per-attack': { type: 'boolean', default: false },
        'false-pages': { type: 'boolean', default: false },
        check: { type: 'boolean', default: false },
        write: { type: 'string' },
      },
    });
    return done({
      seeds: seedList(values.seeds),
      admins: wholeNumber('admins', values.admins, 20),
      days: wholeNumber('days', values.days, 10),
      baselineDays: wholeNumber('baseline-days', values['baseline-days'], 14),
      perAttack: values['per-attack'],
      falsePages: values['false-pages'],
      check: values.check,
      ...(values.profile === undefined ? {} : { profile: values.profile }),
      ...(values.write === undefined ? {} : { write: values.write }),
    });
  } catch (error) {
    return refuse('bad-arguments', error instanceof Error ? error.message : String(error), usage);
  }
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new Error(`--${name} must be a whole number of at least ${least}, not "${text}"`);
  return value;
}

/** `1-5,9` → 1, 2, 3, 4, 5, 9. */
function seedList(text: string): readonly number[] {
  return text.split(',').flatMap((part) => {
    const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    if (first === undefined) throw new Error(`--seeds must look like 1-5,9, not "${text}"`);
    const from = Number(first);
    return Array.from({ length: Math.max(0, Number(last ?? first) - from) + 1 }, (_, index) => from + index);
  });
}
