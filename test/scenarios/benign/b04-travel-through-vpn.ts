import { contosoEgress } from '../../../src/local/tenant/contoso';
import type { Scenario } from '../scenario';

export const travelThroughVpn: Scenario = {
  id: 'B4',
  title: 'a travelling administrator leaves through the London VPN egress that colleagues use too',
  policy: {
    trustedNetworks: [
      { name: 'HQ VPN', cidrs: [contosoEgress] },
      { name: 'London VPN', cidrs: ['213.120.0.0/15'] },
    ],
  },
  act({ book, people: { mia, lee, rob }, machines: { web1, web2 }, at, stranger }) {
    const london = stranger('GB', 'business', 'london egress');
    for (const colleague of [lee, rob]) {
      for (const back of [5, 12, 19, 26])
        book.perform('tagWrite', web2, { at: at('10:00', -back), by: colleague, from: london });
    }
    book.signIn({ at: at('08:30'), by: mia, from: london });
    return [book.connect(web1, { at: at('08:50'), by: mia, from: london })];
  },
  expect: { severity: ['none', 'low'], pages: 0 },
};
