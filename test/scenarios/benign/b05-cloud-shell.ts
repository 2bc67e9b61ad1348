import type { Scenario } from '../scenario';

export const cloudShell: Scenario = {
  id: 'B5',
  title: 'Cloud Shell: the call comes from an Azure address, the person sits in the office',
  act({ book, people: { lee }, machines: { web1 }, at, office, cloudShell: shell }) {
    book.signIn({ at: at('09:00'), by: lee, from: office });
    return [book.connect(web1, { at: at('09:10'), by: lee, from: shell, tokenFrom: office, client: 'cli' })];
  },
  expect: { severity: ['none', 'low'], pages: 0, never: [/country|travel/i] },
};
