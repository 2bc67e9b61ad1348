import type { Scenario } from '../scenario';

export const sessionTakeover: Scenario = {
  id: 'A6',
  title: 'a second account takes over a live session from a new address',
  act({ book, people: { mia, zoe }, machines: { sql04 }, at, office, stranger }) {
    book.connect(sql04, { at: at('09:00'), by: mia, from: office });
    return [book.connect(sql04, { at: at('09:09'), by: zoe, from: stranger('DE', 'residential', 'thief') })];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal'],
    reasons: [/session|took over|take.?over/i],
  },
};

export const secondAddress: Scenario = {
  id: 'A6b',
  title: 'a running session of the same account goes on from an address of another country',
  act({ book, people: { mia }, machines: { sql04 }, at, office, stranger }) {
    book.connect(sql04, { at: at('09:00'), by: mia, from: office });
    return [book.connect(sql04, { at: at('09:07'), by: mia, from: stranger('BR', 'residential', 'thief') })];
  },
  expect: {
    severity: ['medium', 'high'],
    pages: 1,
    triggers: ['unusual-origin'],
    reasons: [/first use from BR/],
  },
};
