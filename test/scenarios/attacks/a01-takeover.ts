import type { Scenario } from '../scenario';

export const takeover: Scenario = {
  id: 'A1',
  title: 'a stolen owner account opens four consoles at night from Brazil and gives itself a role',
  act({ book, people: { rob }, machines, subscriptions, at, stranger, minute, home }) {
    const from = stranger('BR', 'residential');
    const deed = { by: rob, from, tokenFrom: stranger('NL', 'hosting'), methods: ['pwd', 'mfa'] };
    book.signIn({ at: at('17:30', -1), by: rob, from: home(rob) });
    book.risk({ at: at('02:00'), person: rob, from: from.ip, kind: 'anomalousToken', level: 'high' });
    book.grantRole({ principal: rob, role: 'owner', scope: subscriptions.prod02 }, { ...deed, at: at('02:05') });
    return [machines.dc01, machines.sql03, machines.web1, machines.web2].map((machine, order) =>
      book.connect(machine, { ...deed, at: at('02:10') + order * 7 * minute }),
    );
  },
  expect: {
    severity: ['critical', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal', 'unusual-frequency', 'unusual-origin'],
    reasons: [/country|BR|Brazil/i, /machine|console/i],
  },
};
