import { failures } from '../../../src/local/tenant/actors';
import type { Scenario } from '../scenario';

const probe: Scenario['act'] = ({ book, people: { eva }, machines, at, second, home }) =>
  [machines.dc01, machines.dc02, machines.sql03, machines.sql04, machines.web1, machines.web2].map((machine, order) =>
    book.connect(machine, {
      at: at('14:00') + order * 25 * second,
      by: eva,
      from: home(eva),
      failure: failures.forbidden,
    }),
  );

export const probing: Scenario = {
  id: 'A5',
  title: 'a reader tries six machines in a burst and is refused each time',
  act: probe,
  expect: { severity: ['medium', 'high'], pages: 1, reasons: [/fail|refus|denied|403|forbidden|prob/i] },
};

export const probingThenIn: Scenario = {
  id: 'A5b',
  title: 'the same reader gets in eight minutes later',
  act(stage) {
    const { book, people, machines, at, home } = stage;
    const refused = probe(stage);
    return [...refused, book.connect(machines.web2, { at: at('14:10'), by: people.eva, from: home(people.eva) })];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal'],
    reasons: [/fail|refus|denied|403|forbidden|prob/i],
  },
};
