import { subscriptions } from '../../../src/local/tenant/people';
import type { Scenario } from '../scenario';
import { actDay } from '../stage';

const work: Scenario['act'] = ({ book, people, machines, front, at, minute, office, home }) => {
  const crew = [people.rob, people.mia, people.lee, people.ken, people.ida];
  const victims = [
    ...Object.values(machines).filter((id) => id.startsWith(subscriptions.prod01)),
    ...front,
    ...front,
  ].slice(0, 30);
  return victims.map((machine, order) => {
    const by = crew[order % crew.length] ?? people.rob;
    return book.connect(machine, {
      at: at('09:00') + order * 4 * minute,
      by,
      from: order % 3 === 0 ? home(by) : office,
    });
  });
};

export const outage: Scenario = {
  id: 'B6',
  title: 'a declared outage: five administrators, thirty sessions in two hours, one grouped card at most',
  policy: {
    incidents: [
      {
        name: 'bad network rule',
        from: actDay + 8.5 * 3_600_000,
        to: actDay + 13 * 3_600_000,
        targets: [subscriptions.prod01],
      },
    ],
  },
  act: work,
  expect: { severity: ['none', 'medium'], pages: [0, 1] },
};

export const undeclaredOutage: Scenario = {
  id: 'C5',
  title: 'the same outage before anybody declared it',
  act: work,
  expect: { severity: ['none', 'medium'], pages: [0, 1] },
};
