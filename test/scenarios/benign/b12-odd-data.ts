import type { Scenario } from '../scenario';

/** The act is A2's, so that reading the odd rows rightly is what makes the alert. */
const act: Scenario['act'] = ({ book, people: { ken }, machines: { web3 }, at, stranger }) => {
  const from = stranger('DE', 'hosting');
  book.resetPassword(web3, { at: at('10:02'), by: ken, from });
  return [book.connect(web3, { at: at('10:08'), by: ken, from, outcome: 'accepted' })];
};
const expect = { severity: ['high', 'critical'], pages: 1, triggers: ['unexpected-principal'] } as const;

export const oddData: Scenario = {
  id: 'B12',
  title: 'empty caller, upper-case ids, dash-less GUIDs, address with port, Accepted',
  style: { caller: 'empty', resourceCase: 'upper', evidence: 'dashless', port: true, words: 'old', dynamic: 'text' },
  act,
  expect,
};

export const legacyColumns: Scenario = {
  id: 'B12b',
  title: 'only the old string columns, claims on the end row, address in HTTPRequest, resource id of the machine',
  style: {
    dynamic: 'legacy',
    claimsOn: 'end',
    addressOn: 'request',
    resourceId: 'machine',
    operationCase: 'camel',
    startRow: true,
  },
  act,
  expect,
};
