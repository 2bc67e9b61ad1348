import { wallClock } from '../../../src/chat/words/local-clock';

test.each([
  ['DE', '2026-03-01T02:10:00Z', '03:10'],
  ['DE', '2026-07-01T02:10:00Z', '04:10'],
  ['IN', '2026-03-01T02:10:00Z', '07:40'],
  ['GB', '2026-03-01T02:10:00Z', '02:10'],
  ['BR', '2026-03-01T02:10:00Z', '21:10–00:10'],
  ['xx', '2026-03-01T02:10:00Z', undefined],
  ['Germany', '2026-03-01T02:10:00Z', undefined],
])('in %s at %s the wall clock shows %s', (country, at, shown) => {
  expect(wallClock(country, Date.parse(at))).toBe(shown);
});
