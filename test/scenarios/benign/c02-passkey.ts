import type { Scenario } from '../scenario';

export const passkey: Scenario = {
  id: 'C2',
  title: 'a passkey login has no mfa in its token; that is unknown, not absent',
  act({ book, people: { pia }, machines: { web1 }, at, office }) {
    return [book.connect(web1, { at: at('10:00'), by: pia, from: office })];
  },
  expect: { severity: ['none', 'low'], pages: 0, never: [/without mfa|no mfa|single.?factor/i] },
};
