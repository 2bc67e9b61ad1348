import { contosoGrant, contosoTenantId, subscriptions } from '../../../src/local/tenant/people';
import type { Scenario } from '../scenario';

const stranger = {
  kind: 'user' as const,
  objectId: '5f0c7f8e-31a5-4d0b-9b5e-6a3c9d1e2f40',
  tenantId: contosoTenantId,
  upn: 'svc.support@contoso.com',
  name: 'Svc Support',
  grant: contosoGrant('5f0c7f8e-31a5-4d0b-9b5e-6a3c9d1e2f40', 'User', 'vmContributor', subscriptions.prod01),
};

export const newborn: Scenario = {
  id: 'A10',
  title: 'an account made two days ago connects from the office network',
  act({ book, people: { tom }, machines: { sql03 }, subscriptions: { prod01 }, at, office }) {
    book.identity({ at: at('10:00', -2), person: stranger, createdAt: at('09:30', -2), department: '', jobTitle: '' });
    book.grantRole(
      { principal: stranger, role: 'vmContributor', scope: prod01 },
      { at: at('11:00', -2), by: tom, from: office },
    );
    return [book.connect(sql03, { at: at('10:00'), by: stranger, from: office })];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal'],
    reasons: [/new account|created|never seen|dormant|unseen/i],
  },
};

export const dormant: Scenario = {
  id: 'A10b',
  historyDays: 75,
  title: 'an account unused for more than half a year connects from a new line',
  act({ book, machines: { sql03 }, at, stranger: line }) {
    book.identity({
      at: at('10:00', -9),
      person: stranger,
      createdAt: at('09:30', -700),
      department: 'ops',
      jobTitle: 'Engineer',
      lastSeenAt: at('09:30', -200),
    });
    return [
      book.connect(sql03, {
        at: at('10:00'),
        by: stranger,
        from: line('DE', 'residential', 'dormant'),
        methods: ['pwd'],
      }),
    ];
  },
  expect: {
    severity: ['high', 'critical'],
    pages: 1,
    triggers: ['unexpected-principal'],
    reasons: [/dormant|unseen|never seen|not seen|unused/i],
  },
};
