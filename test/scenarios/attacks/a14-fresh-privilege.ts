import type { Scenario } from '../scenario';

export const freshPrivilege: Scenario = {
  id: 'A14',
  title: 'a reader is made VM Contributor by somebody who never gave a role, and connects twenty minutes later',
  act({ book, people: { ken, jon }, machines: { web1 }, resourceGroups: { web }, at, office, home }) {
    book.grantRole({ principal: jon, role: 'vmContributor', scope: web }, { at: at('13:00'), by: ken, from: office });
    return [book.connect(web1, { at: at('13:20'), by: jon, from: home(jon) })];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal'],
    reasons: [/grant|role|assign/i],
  },
};
