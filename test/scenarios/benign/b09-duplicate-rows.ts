import type { Scenario } from '../scenario';

export const duplicateRows: Scenario = {
  id: 'B9',
  title: 'start and success, address only on the start, everything exported twice: one finding',
  style: { copies: 'same-id', addressOn: 'start' },
  act({ book, people: { ken }, machines: { web3 }, at, stranger }) {
    const from = stranger('DE', 'hosting');
    book.resetPassword(web3, { at: at('10:02'), by: ken, from });
    return [book.connect(web3, { at: at('10:08'), by: ken, from })];
  },
  expect: { severity: ['high', 'critical'], pages: 1, never: [/2 sessions/i] },
};
