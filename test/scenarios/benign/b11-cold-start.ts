import type { Scenario } from '../scenario';

export const coldStart: Scenario = {
  id: 'B11',
  title: 'a workspace two days old: an ordinary first use is only learned from',
  historyDays: 2,
  act({ book, people: { rob }, machines: { web1 }, at, office }) {
    return [book.connect(web1, { at: at('09:00'), by: rob, from: office })];
  },
  expect: { severity: ['none', 'low'], pages: 0 },
};

export const coldStartReset: Scenario = {
  id: 'B11b',
  title: 'reset then connect stays high in a workspace two days old',
  historyDays: 2,
  act({ book, people: { ken }, machines: { dc01 }, at, stranger }) {
    const from = stranger('DE', 'hosting');
    book.resetPassword(dc01, { at: at('10:02'), by: ken, from }, 'hlp-7');
    return [book.connect(dc01, { at: at('10:08'), by: ken, from })];
  },
  expect: { severity: ['high', 'critical'], pages: 1, triggers: ['unexpected-principal'] },
};

export const coldStartThreat: Scenario = {
  id: 'B11c',
  title: 'a threat-listed address stays high in a workspace two days old',
  historyDays: 2,
  act({ book, people: { rob }, machines: { web1 }, at, stranger }) {
    const from = stranger('DE', 'tor');
    book.threat({ at: at('08:00', -1), address: from.ip });
    return [book.connect(web1, { at: at('09:00'), by: rob, from })];
  },
  expect: { severity: ['high', 'critical'], pages: 1, triggers: ['unusual-origin'] },
};
