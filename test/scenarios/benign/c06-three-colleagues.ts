import type { Scenario } from '../scenario';

/** What the bot asks “outage?” about in chat: there the three stand on one card. Replay shows that none of them is worth a page. */
export const threeColleagues: Scenario = {
  id: 'C6',
  title: 'three known administrators on their own networks within an hour in one subscription',
  act: ({ book, people, machines, at, minute, office, home }) =>
    [
      { by: people.rob, machine: machines.web1, from: office },
      { by: people.mia, machine: machines.web2, from: home(people.mia) },
      { by: people.lee, machine: machines.web3, from: office },
    ].map(({ by, machine, from }, order) => book.connect(machine, { at: at('09:00') + order * 20 * minute, by, from })),
  expect: { severity: ['none', 'low'], pages: 0 },
};
