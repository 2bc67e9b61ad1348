import type { Scenario } from '../scenario';

export const slowInsider: Scenario = {
  id: 'A11',
  title: 'three nights at two o’clock on a finance database that is not his, serial log read each time',
  act({ book, people: { ken }, machines: { findb01 }, at, minute, office }) {
    return [0, 1, 2].map((night) => {
      const id = book.connect(findb01, { at: at('01:00', night) + night * 7 * minute, by: ken, from: office });
      book.bootDiagnostics(findb01, { at: at('01:20', night), by: ken, from: office });
      return id;
    });
  },
  // The first night alone is nothing much; by the third the pattern must have been said at least once.
  expect: { severity: ['medium', 'high'], pages: [1, 3], reasons: [/machine|first/i, /hour|night/i] },
};
