import type { Scenario } from '../scenario';

export const servicePrincipal: Scenario = {
  id: 'A3',
  title: 'a deployment principal that never used a console connects from a rented server',
  act({ book, workloads: { deploy }, machines: { web1 }, at, stranger }) {
    const from = stranger('NL', 'hosting');
    book.workloadSignIn(at('13:00'), deploy, from);
    return [book.connect(web1, { at: at('13:04'), by: deploy, from })];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal'],
    reasons: [/service principal|workload|application/i],
  },
};
