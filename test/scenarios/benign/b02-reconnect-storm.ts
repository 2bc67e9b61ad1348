import type { Scenario } from '../scenario';

export const reconnectStorm: Scenario = {
  id: 'B2',
  title: 'fourteen connects to one machine in twenty minutes are one session',
  act({ book, people: { rob }, machines: { web1 }, at, second, office }) {
    book.connect(web1, { at: at('10:00', -20), by: rob, from: office });
    return Array.from({ length: 14 }, (_, index) =>
      book.connect(web1, { at: at('10:00') + index * 90 * second, by: rob, from: office }),
    );
  },
  expect: { severity: ['none', 'low'], pages: 0, never: [/sessions in/i] },
};
