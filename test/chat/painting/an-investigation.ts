import type { Investigation } from '../../../src/alerts/investigation/investigation';
import { at, vm } from './an-alert';

const who = 'rob@contoso.com';
const day = 24 * 3_600_000;

/** What the log said around Rob's night, read ten minutes after the post. */
export function anInvestigation(more: Partial<Investigation> = {}): Investigation {
  return {
    number: 1,
    at: at('02:39'),
    failures: 0,
    figures: [
      {
        id: 'own-activity',
        rows: [
          {
            operation: 'microsoft.compute/disks/begingetaccess/action',
            calls: 2,
            refused: 0,
            firstAt: at('02:29'),
            lastAt: at('02:31'),
            targets: ['/subscriptions/s/resourcegroups/web/providers/microsoft.compute/disks/sql03-data'],
          },
          {
            operation: 'microsoft.compute/virtualmachines/read',
            calls: 14,
            refused: 3,
            firstAt: at('01:00'),
            lastAt: at('02:31'),
            targets: [],
          },
        ],
      },
      {
        id: 'around-machines',
        rows: [
          {
            at: at('02:04'),
            operation: 'microsoft.compute/virtualmachines/extensions/write',
            who,
            target: vm('dc01', 'identity').toLowerCase(),
            refused: false,
          },
          {
            at: at('02:36'),
            operation: 'microsoft.compute/virtualmachines/runcommand/action',
            who: 'eva@contoso.com',
            target: vm('sql03').toLowerCase(),
            refused: true,
          },
        ],
      },
      {
        id: 'same-address',
        rows: [
          { who, calls: 9, signIns: 0, failedSignIns: 0, firstAt: at('02:04'), lastAt: at('02:36') },
          { who: 'eva@contoso.com', calls: 0, signIns: 1, failedSignIns: 7, firstAt: at('01:00'), lastAt: at('01:20') },
        ],
      },
      {
        id: 'sign-ins',
        rows: [
          {
            ip: '203.0.113.9',
            country: 'NL',
            good: 2,
            failed: 4,
            multifactor: 1,
            risks: ['none', 'high'],
            firstAt: at('01:31'),
            lastAt: at('01:40'),
          },
        ],
      },
      {
        id: 'history',
        rows: [
          {
            days: 22,
            calls: 311,
            consoleUses: 6,
            lastConsoleAt: at('02:10') - 9 * day,
            addresses: 3,
            countries: ['Germany'],
            firstAt: at('02:10') - 89 * day,
            lastAt: at('02:10') - day,
          },
        ],
      },
      { id: 'machine-sessions', rows: [], failed: 'Log Analytics: too many requests' },
    ],
    ...more,
  };
}

/** As long as a reading can get: every row kept, every text at its limit. */
export function longInvestigation(): Investigation {
  const whole = anInvestigation();
  const figures = whole.figures.map((figure) => {
    const [first] = figure.rows;
    return first === undefined ? figure : { ...figure, rows: Array(8).fill(first), more: 90 };
  });
  return { ...whole, figures: figures as Investigation['figures'] };
}

/** Every text of it replaced: what a log may carry. Callers and addresses never equal the alert's own, which would be other lines. */
export function investigationOf(text: string): Investigation {
  const replaced = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((item) => replaced(item));
    if (typeof value !== 'string') return value;
    return ['who', 'ip'].includes(key) ? `by ${text}` : text;
  };
  const whole = longInvestigation();
  const figures = whole.figures.map(({ id, failed, rows, ...rest }) => ({
    ...rest,
    id,
    rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, replaced(value, key)]))),
    ...(failed === undefined ? {} : { failed: text }),
  }));
  return {
    ...whole,
    by: { objectId: 'p', name: text, at: 0 },
    figures: figures as unknown as Investigation['figures'],
  };
}
