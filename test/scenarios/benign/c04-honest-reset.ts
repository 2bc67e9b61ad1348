import type { Scenario } from '../scenario';

export const honestReset: Scenario = {
  id: 'C4',
  title: 'on a key-only machine its own administrator sets a password and logs in, from the office',
  act({ book, people: { ken }, machines: { key1 }, at, office }) {
    for (const back of [14, 30, 47]) book.connect(key1, { at: at('10:00', -back), by: ken, from: office });
    book.resetPassword(key1, { at: at('10:02'), by: ken, from: office });
    return [book.connect(key1, { at: at('10:08'), by: ken, from: office })];
  },
  // Known person, machine and network: at most medium, never high.
  expect: { severity: ['low', 'medium'], pages: [0, 1], reasons: [/reset|extension|password/i] },
};
