import type { Scenario } from '../scenario';

export const resetThenConnect: Scenario = {
  id: 'A2',
  title: 'a password is reset through an oddly named extension, then the console opened from a new network',
  act({ book, people: { ken }, machines: { web3 }, at, stranger }) {
    const from = stranger('DE', 'hosting');
    book.resetPassword(web3, { at: at('10:02'), by: ken, from }, 'hlp-7');
    return [book.connect(web3, { at: at('10:08'), by: ken, from })];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal', 'unusual-origin'],
    reasons: [/reset|extension|password/i, /network|address/i],
  },
};
