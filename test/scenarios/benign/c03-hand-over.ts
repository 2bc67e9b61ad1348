import type { Scenario } from '../scenario';

export const handOver: Scenario = {
  id: 'C3',
  title: 'one colleague hands a machine over to the other, both from the office, both known on it',
  act({ book, people: { mia, lee }, machines: { web1 }, at, office }) {
    book.connect(web1, { at: at('10:00', -15), by: mia, from: office });
    book.connect(web1, { at: at('10:00', -22), by: lee, from: office });
    return [
      book.connect(web1, { at: at('10:00'), by: mia, from: office }),
      book.connect(web1, { at: at('10:08'), by: lee, from: office }),
    ];
  },
  expect: { severity: ['none', 'low'], pages: 0 },
};
