import type { Scenario } from '../scenario';

export const reEnabled: Scenario = {
  id: 'A7',
  title: 'the console, switched off for the subscription, is switched on and used',
  act({ book, people: { ana, tom }, machines: { dc02 }, subscriptions: { prod01 }, at, office, home }) {
    book.setConsole('disableConsole', prod01, { at: at('10:00', -2), by: ana, from: office });
    book.setConsole('enableConsole', prod01, { at: at('15:00'), by: tom, from: home(tom) });
    book.perform('machineWrite', dc02, { at: at('15:01'), by: tom, from: home(tom) });
    return [book.connect(dc02, { at: at('15:06'), by: tom, from: home(tom) })];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal'],
    reasons: [/enabled|switched on|turned on/i],
  },
};
