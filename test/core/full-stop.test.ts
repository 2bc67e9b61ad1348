import { fullStop } from '../../src/core/full-stop';

test.each([
  ['Goes to Lead: Lee Chen', 'Goes to Lead: Lee Chen.'],
  ['Goes to Lead: Lee L.', 'Goes to Lead: Lee L.'],
  ['Why not?', 'Why not?'],
  ['a name cut sho…', 'a name cut sho…'],
  ['ends in “quoted.”', 'ends in “quoted.”.'],
])('%s', (text, sentence) => {
  expect(fullStop(text)).toBe(sentence);
});
