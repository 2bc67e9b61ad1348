import type { Scenario } from '../scenario';

export const managedIdentity: Scenario = {
  id: 'A4',
  title: 'the identity of a machine goes sideways to two others after a run command on it',
  act({ book, people: { zoe }, workloads: { monitor }, machines, at, cloudShell, home }) {
    book.perform('runCommand', machines.mon1, { at: at('11:20'), by: zoe, from: home(zoe) });
    book.workloadSignIn(at('11:50'), monitor);
    return [
      book.connect(machines.sql03, { at: at('11:55'), by: monitor, from: cloudShell }),
      book.connect(machines.web1, { at: at('12:01'), by: monitor, from: cloudShell }),
    ];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal'],
    reasons: [/managed identity|workload|service principal/i],
    never: [/country/i],
  },
};
