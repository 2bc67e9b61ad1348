import type { Scenario } from '../scenario';

export const scaleSetSweep: Scenario = {
  id: 'A8',
  title: 'eight instances of one scale set within ten minutes, from a known address',
  act({ book, people: { ken }, front, at, second, office }) {
    return front
      .slice(0, 8)
      .map((machine, order) => book.connect(machine, { at: at('10:30') + order * 75 * second, by: ken, from: office }));
  },
  expect: {
    severity: ['medium', 'high'],
    pages: 1,
    triggers: ['unusual-frequency'],
    reasons: [/machines|instances/i],
    never: [/new country/i],
  },
};
