import { failures } from '../../../src/local/tenant/actors';
import type { Scenario } from '../scenario';

export const expectedFailure: Scenario = {
  id: 'B8',
  title: 'a known administrator is refused because the machine is stopped and its boot diagnostics are off',
  act({ book, people: { ken }, machines: { web1 }, at, office }) {
    return [
      book.connect(web1, { at: at('09:00'), by: ken, from: office, failure: failures.stopped }),
      book.connect(web1, { at: at('09:04'), by: ken, from: office, failure: failures.bootDiagnosticsOff }),
    ];
  },
  expect: { severity: ['none', 'informational'], pages: 0 },
};
