import fc from 'fast-check';
import { bindParameters, kqlLiteral } from '../../src/azure/bind-parameters';

it('puts one let statement a parameter in front of the text', () => {
  const bound = bindParameters('AzureActivity | take n', {
    n: 5,
    from: { datetime: Date.parse('2026-03-01T08:00:00.250Z') },
    who: 'rob "the builder" \\ co',
    ids: ['a', 'b"c'],
    on: true,
    share: 0.5,
  });
  expect(bound.split('\n')).toEqual([
    'let n = long(5);',
    'let from = datetime(2026-03-01T08:00:00.250Z);',
    'let who = "rob \\"the builder\\" \\\\ co";',
    'let ids = dynamic(["a", "b\\"c"]);',
    'let on = true;',
    'let share = real(0.5);',
    'AzureActivity | take n',
  ]);
});

it('leaves no way out of a string literal', () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(hostile, (text) => {
      const literal = kqlLiteral(text);
      // One line, plain ASCII, and a JSON reader (whose escapes KQL shares) gets exactly the text back.
      expect(literal).toMatch(/^"[\x20-\x7e]*"$/);
      expect(JSON.parse(literal)).toBe(text);
    }),
  );
});

it('escapes lists like strings', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      const [, inside = ''] = /^dynamic\((\[.*\])\)$/.exec(kqlLiteral(texts)) ?? [];
      expect(JSON.parse(inside)).toEqual(texts);
    }),
  );
});

it('refuses values without a literal and names that are no identifier', () => {
  expect(() => kqlLiteral(Number.NaN)).toThrow(RangeError);
  expect(() => kqlLiteral({ datetime: Number.POSITIVE_INFINITY })).toThrow(RangeError);
  expect(() => bindParameters('', { 'x; drop': 1 })).toThrow(RangeError);
});
