import type { Scenario } from '../scenario';

export const serialLogTheft: Scenario = {
  id: 'A13',
  title: 'the serial logs of twelve machines are read, no console is opened',
  act({ book, people: { jon }, machines, at, second, stranger }) {
    const from = stranger('DE', 'residential', 'reader');
    return Object.values(machines)
      .slice(0, 12)
      .map((machine, order) => book.bootDiagnostics(machine, { at: at('03:00') + order * 20 * second, by: jon, from }));
  },
  expect: {
    severity: ['medium', 'high'],
    pages: 1,
    triggers: ['unusual-frequency'],
    reasons: [/boot diagnostics|serial log/i],
  },
};

/** Found in a tenant of the evaluation: the sweep was judged while its first rows were still to come, and never again. */
export const serialLogTheftBackwards: Scenario = {
  id: 'A13b',
  title: 'nine serial logs, from a network nobody here was on, whose first rows become visible last',
  act({ book, people: { jon }, machines, at, second, minute, stranger }) {
    const from = stranger('DE', 'residential', 'reader');
    return Object.values(machines)
      .slice(0, 9)
      .map((machine, order) =>
        book.bootDiagnostics(machine, {
          at: at('03:00') + order * 20 * second,
          by: jon,
          from,
          delayMs: (18 - order) * minute,
        }),
      );
  },
  expect: { severity: ['medium', 'high'], pages: 1, reasons: [/^boot-diagnostics-sweep: serial logs of 9 machines/] },
};
