import type { Scenario } from '../scenario';
import { actDay } from '../stage';

const threeAtNight = actDay + 3 * 3_600_000;

export const lateArrival: Scenario = {
  id: 'B10',
  title: 'a connect from a new country becomes visible 26 hours late',
  act({ book, people: { ida }, machines: { sql03, web1 }, at, hour, stranger }) {
    const from = stranger('VN', 'residential');
    return [sql03, web1].map((machine) =>
      book.connect(machine, { at: at('03:00'), by: ida, from, delayMs: 26 * hour }),
    );
  },
  expect: {
    severity: ['medium', 'critical'],
    pages: 1,
    openedAt: threeAtNight,
    triggers: ['unusual-origin'],
    reasons: [/country|VN|Viet/i],
  },
};

export const quiteLateArrival: Scenario = {
  id: 'B10b',
  title: 'the success row comes 35 minutes after its start row',
  act({ book, people: { ida }, machines: { sql03, web1 }, at, minute, stranger }) {
    const from = stranger('VN', 'residential');
    return [sql03, web1].map((machine) =>
      book.connect(machine, { at: at('03:00'), by: ida, from, delayMs: 4 * minute, endDelayMs: 39 * minute }),
    );
  },
  expect: { severity: ['medium', 'critical'], pages: 1, openedAt: threeAtNight, triggers: ['unusual-origin'] },
};
