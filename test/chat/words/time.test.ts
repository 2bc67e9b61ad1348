import { age, clock, date, duration, range, stamp } from '../../../src/chat/words/time';
import { at } from '../painting/an-alert';

const minute = 60_000;
const hour = 60 * minute;

test('a time carries its day only when that is not the day it is read beside', () => {
  expect(clock(at('02:41'))).toBe('02:41');
  expect(clock(at('02:41'), at('23:59'))).toBe('02:41');
  expect(clock(at('02:41'), at('02:41') + 24 * hour)).toBe('1 Mar 02:41');
});

test('a range within a minute is one time, over midnight it names the day', () => {
  expect(range(at('02:10'), at('02:31'))).toBe('02:10–02:31');
  expect(range(at('02:10'), at('02:10') + 20_000)).toBe('02:10');
  expect(range(at('23:50'), at('24:10'))).toBe('23:50–2 Mar 00:10');
});

test.each([
  [40_000, '40 s'],
  [21 * minute, '21 min'],
  [119 * minute, '119 min'],
  [130 * minute, '2 h 10 min'],
  [3 * hour, '3 h'],
  [2 * hour + 59.9 * minute, '3 h'],
  [74 * 24 * hour, '74 d'],
  [-5, '0 s'],
])('%d ms last %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});

test('an age is one unit', () => {
  expect([age(10 * minute), age(5 * hour), age(214 * 24 * hour)]).toEqual(['10 min', '5 h', '214 d']);
});

test('somebody’s own clock, a date and a stamp', () => {
  expect(date(at('02:10'))).toBe('1 Mar');
  expect(stamp(at('02:10'))).toBe('2026-03-01 02:10:00 UTC');
});
