import type { z } from 'zod';
import { nearestName } from '../core/nearest';
import { policyJsonSchema } from './policy-schema';
import type { Problem } from './problem';

type Path = readonly PropertyKey[];

/**
 * Zod's issues as problems: the place in the file, what is wrong there, and the nearest known name for unknown keys.
 * One a place: a value that fails its first rule fails the later ones too, and the first says enough.
 */
export function explainIssues(issues: readonly z.core.$ZodIssue[], json: unknown): Problem[] {
  const problems = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue.path, key));
    if (issue.code === 'invalid_type' && issue.input === undefined && valueAt(json, issue.path) === undefined)
      return [{ name: placeOf(issue.path), message: 'is missing.', remedy: 'Add it.' }];
    const shown = show(valueAt(json, issue.path));
    return [
      { name: placeOf(issue.path), message: `${shown} ${issue.message}.`, remedy: 'Correct it in the policy file.' },
    ];
  });
  return problems.filter(({ name }, index) => problems.findIndex((problem) => problem.name === name) === index);
}

function unknownKey(path: Path, key: string): Problem {
  const known = knownKeys(path).filter((name) => name !== '$schema');
  const nearest = nearestName(key, known);
  return {
    name: placeOf([...path, key]),
    message: 'is not a known key.',
    remedy: nearest === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean "${nearest}"?`,
  };
}

/** The keys the published schema allows at a place. */
function knownKeys(path: Path): readonly string[] {
  let node: unknown = policyJsonSchema();
  for (const step of path)
    node = typeof step === 'number' ? field(node, 'items') : field(field(node, 'properties'), step);
  return Object.keys((field(node, 'properties') ?? {}) as object);
}

function valueAt(json: unknown, path: Path): unknown {
  return path.reduce(field, json);
}

function field(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
}

function placeOf(path: Path): string {
  return path.reduce<string>(
    (place, step) => (typeof step === 'number' ? `${place}[${step}]` : `${place}.${String(step)}`),
    'policy',
  );
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
