import fc from 'fast-check';
import { bindParameters } from '../../../src/azure/bind-parameters';
import { bindQuery } from '../../../src/local/kql';
import { hostileText } from '../../cards/hostile';

/** What somebody would name themselves to end a literal, start a statement or an operator, or hide the rest of a line. */
const fragments = [
  '" | take 1 //',
  "' or true",
  '"; AzureActivity | project Claims_d',
  '\\"',
  '\\u0022',
  '"""',
  "@'",
  '```',
  '~~~',
  '\r\nlet who = "x";',
  '])',
  '//',
  '/*',
  'h"',
  '\u2028',
];
const text = fc.oneof(
  hostileText,
  fc
    .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 4 })
    .map((parts) => parts.join('')),
);

const query = 'print who = who, ids = ids, switched = flag';
/** Texts bound in one query: reading a query costs more than a text in it. */
const together = 10;

/** Binds hostile values, has the official parser read the whole text, runs it, and holds what came out against what went in. */
export function alteredQueries({
  inputs,
  seed,
}: {
  readonly inputs: number;
  readonly seed: number;
}): readonly string[] {
  const texts = fc.array(text, { minLength: together - 1, maxLength: together - 1 });
  const found = fc.check(
    fc.property(text, texts, (who, ids) => {
      const { columns, rows } = bindQuery(bindParameters(query, { who, ids, flag: true }), {}).run({ now: 0 });
      const seen = JSON.stringify([columns.map(({ name }) => name), rows]);
      const wanted = JSON.stringify([['who', 'ids', 'switched'], [[who, ids, true]]]);
      if (seen !== wanted) throw new Error(`${wanted} became ${seen}`);
    }),
    { numRuns: Math.ceil(inputs / together), seed },
  );
  if (!found.failed) return [];
  const why = found.errorInstance instanceof Error ? found.errorInstance.message : String(found.errorInstance);
  return [`a query was altered: ${why.slice(0, 800)} · ${JSON.stringify(found.counterexample).slice(0, 400)}`];
}
