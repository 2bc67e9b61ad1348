import { consoleUses } from '../../../src/cli/evaluate/console-uses';
import { publishedRules } from '../../../src/cli/evaluate/published-rules';
import { failures } from '../../../src/local/tenant/actors';
import { plainStyle } from '../../../src/local/tenant/export-style';
import { lineOn, networksOf, placeAt } from '../../../src/local/tenant/lines';
import { allTables, createLogbook } from '../../../src/local/tenant/logbook';
import { machines, people } from '../../../src/local/tenant/people';
import { createRng } from '../../../src/local/tenant/random';
import { day } from '../../../src/local/tenant/time';

const [firstNetwork, otherNetwork] = [networksOf('DE', 'residential')[0], networksOf('BR', 'residential')[0]];
if (!firstNetwork || !otherNetwork) throw new Error('the network table lacks what this test needs');
const home = (key: string) => placeAt(lineOn(firstNetwork, key, { poolBits: 16 }), 0);
const abroad = placeAt(lineOn(otherNetwork, 'abroad'), 0);

/** One connect a line: day, place, whether it succeeds. */
function pagesOf(uses: readonly (readonly [number, ReturnType<typeof home>, boolean?])[], style = plainStyle) {
  const book = createLogbook({ workspaceId: 'w', style, tables: allTables, rng: createRng('rules') });
  const ids = uses.map(([on, from, success = true]) =>
    book.connect(machines.web1, {
      at: on * day,
      by: people.ken,
      from,
      ...(success ? {} : { failure: failures.forbidden }),
    }),
  );
  const seen = consoleUses(book.rows);
  return publishedRules.map((rule) => rule.run(seen).map(({ correlationIds }) => ids.indexOf(correlationIds[0] ?? '')));
}

describe('the published rules', () => {
  const uses = [
    [0, home('a')],
    [3, home('b')],
    [4, abroad],
    [5, home('a'), false],
    [20, home('a')],
    [60, home('a')],
  ] as const;

  it('page on every success, on a new pair in 7 days, on a new caller or address in 30', () => {
    expect(pagesOf(uses)).toEqual([
      [0, 1, 2, 4, 5],
      [0, 2, 4, 5],
      [0, 1, 2, 5],
    ]);
  });

  it.each([
    ['copies', { copies: 'same-id' as const }],
    ['address on the start row', { addressOn: 'start' as const }],
    ['address in HTTPRequest', { addressOn: 'request' as const }],
    ['legacy columns and an empty caller', { dynamic: 'legacy' as const, caller: 'empty' as const }],
  ])('see the same through %s', (_name, style) => {
    expect(pagesOf(uses, { ...plainStyle, ...style })).toEqual(pagesOf(uses));
  });
});
