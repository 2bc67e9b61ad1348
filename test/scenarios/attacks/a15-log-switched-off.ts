import type { Scenario } from '../scenario';

const settingOf = (subscription: string) =>
  `${subscription}/providers/Microsoft.Insights/diagnosticSettings/to-sentinel`;

export const logSwitchedOff: Scenario = {
  id: 'A15',
  title: 'the Activity log’s diagnostic setting is deleted, and no console is used',
  act({ book, people: { tom }, subscriptions: { prod01 }, at, home }) {
    return [book.perform('diagnosticSettingDelete', settingOf(prod01), { at: at('22:10'), by: tom, from: home(tom) })];
  },
  expect: {
    severity: ['high', 'high'],
    pages: 1,
    triggers: ['unexpected-principal'],
    reasons: [/^logging-removed: .*to-sentinel was deleted/],
  },
};

export const logThinnedOut: Scenario = {
  id: 'A15b',
  title: 'the setting is changed, its end row never arrives, and every row arrives twice',
  style: { copies: 'fresh-id' },
  act({ book, people: { tom }, subscriptions: { prod01 }, at, home }) {
    const deed = { at: at('22:10'), by: tom, from: home(tom), outcome: 'started' as const };
    return [book.perform('diagnosticSettingWrite', settingOf(prod01), deed)];
  },
  expect: { severity: ['high', 'high'], pages: 1, reasons: [/^logging-changed/] },
};

/** Refused, or about the logs of a machine only: nothing of the Activity log is lost. */
export const logLeftAlone: Scenario = {
  id: 'C7',
  title: 'a refused deletion, and the diagnostic setting of one machine',
  act({ book, people: { tom }, machines: { dc02 }, subscriptions: { prod01 }, at, home }) {
    const deed = { at: at('10:10'), by: tom, from: home(tom) };
    const failure = { code: 'AuthorizationFailed', message: 'The client does not have authorization.', http: 403 };
    return [
      book.perform('diagnosticSettingDelete', settingOf(prod01), { ...deed, failure }),
      book.perform('diagnosticSettingDelete', `${dc02}/providers/Microsoft.Insights/diagnosticSettings/guest`, deed),
    ];
  },
  expect: { severity: ['none', 'none'], pages: 0 },
};
