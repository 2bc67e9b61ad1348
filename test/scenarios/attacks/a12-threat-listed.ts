import type { Scenario } from '../scenario';

export const threatListed: Scenario = {
  id: 'A12',
  title: 'one connect from an address that threat intelligence names',
  act({ book, people: { mia }, machines: { web2 }, at, stranger }) {
    const from = stranger('DE', 'tor');
    book.threat({ at: at('08:00', -5), address: from.ip });
    return [book.connect(web2, { at: at('09:30'), by: mia, from })];
  },
  expect: { severity: ['high', 'critical'], pages: 1, triggers: ['unusual-origin'], reasons: [/threat/i] },
};
