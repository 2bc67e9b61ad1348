import type { Scenario } from '../scenario';

export const impossibleTravel: Scenario = {
  id: 'A9',
  title: 'at work in Germany, and forty minutes later on the console from Brazil',
  act({ book, people: { lee }, machines: { web1 }, at, office, stranger }) {
    book.signIn({ at: at('09:00'), by: lee, from: office });
    return [book.connect(web1, { at: at('09:40'), by: lee, from: stranger('BR', 'residential', 'traveller') })];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unusual-origin'],
    reasons: [/travel|km/i, /country|BR|Brazil/i],
  },
};
