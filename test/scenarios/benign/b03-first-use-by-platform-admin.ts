import type { Scenario } from '../scenario';

export const firstUseByPlatformAdmin: Scenario = {
  id: 'B3',
  title: 'a platform administrator opens her first console, from the office, as her colleagues do',
  act({ book, people: { nia }, machines: { web2 }, at, office }) {
    book.signIn({ at: at('09:30'), by: nia, from: office });
    return [book.connect(web2, { at: at('09:50'), by: nia, from: office })];
  },
  expect: { severity: ['none', 'low'], pages: 0 },
};
