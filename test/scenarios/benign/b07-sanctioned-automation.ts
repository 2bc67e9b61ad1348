import type { Scenario } from '../scenario';

export const sanctionedAutomation: Scenario = {
  id: 'B7',
  title: 'the nightly check connects from its own address to its own two machines',
  act({ book, workloads: { nightlyCheck }, machines: { app1, app2 }, at, nightlyPlace }) {
    book.workloadSignIn(at('02:00'), nightlyCheck, nightlyPlace);
    return [app1, app2].map((machine) =>
      book.connect(machine, { at: at('02:01'), by: nightlyCheck, from: nightlyPlace }),
    );
  },
  expect: { severity: ['none', 'informational'], pages: 0 },
};

export const automationElsewhere: Scenario = {
  id: 'B7b',
  title: 'the same check from another address is a service principal like any other',
  act({ book, workloads: { nightlyCheck }, machines: { app1 }, at, stranger }) {
    return [book.connect(app1, { at: at('02:40'), by: nightlyCheck, from: stranger('NL', 'hosting') })];
  },
  expect: { severity: ['high', 'critical'], pages: 1, triggers: ['unexpected-principal'] },
};
