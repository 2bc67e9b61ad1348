import type { Page } from '../../../src/cli/evaluate/page';
import { missedAttacks, summaryTable } from '../../../src/cli/evaluate/report';
import { meetsGoal, summarize, tallyPages } from '../../../src/cli/evaluate/tally';
import { defaultPolicy } from '../../../src/core/policy';
import type { Severity } from '../../../src/core/severity';
import type { Tenant } from '../../../src/local/tenant/generate';
import { day, minute } from '../../../src/local/tenant/time';

const from = 60 * day;
const attack = (severity: Severity, ...correlationIds: string[]) => ({
  scenario: 'A1',
  variant: 'test',
  severity,
  correlationIds,
});

function tenantWith(...attacks: ReturnType<typeof attack>[]): Tenant {
  const labels = new Map(
    attacks.flatMap((one, index) =>
      one.correlationIds.map((id) => [
        id,
        { attack: index, scenario: one.scenario, variant: one.variant, severity: one.severity },
      ]),
    ),
  );
  return {
    profile: 'test',
    rows: [],
    attacks,
    labels,
    policy: defaultPolicy,
    policyFile: {},
    from,
    to: from + 28 * day,
    admins: 50,
  };
}

const page = (severity: Severity, correlationIds: string[], more: Partial<Page> = {}): Page => ({
  ...(severity === 'low' || severity === 'informational' ? {} : { pagedAt: from + 10 * minute }),
  openedAt: from + minute,
  severity,
  correlationIds,
  principal: 'rob',
  reasons: ['40 new-country: first use from BR'],
  ...more,
});
const visible = new Map([
  ['a', from + 4 * minute],
  ['b', from + 5 * minute],
]);

describe('tally', () => {
  it('finds an attack by any of its attempts, from medium up, and measures the delay from its first visible row', () => {
    const { attacks } = tallyPages(tenantWith(attack('high', 'a', 'b')), [page('high', ['b'])], visible);
    expect(attacks[0]).toMatchObject({ found: true, atSeverity: true, delayMs: 6 * minute });
  });

  it('counts the delay of an alert that grew to when it was a page, not to when it was kept quietly', () => {
    const grown = page('high', ['a', 'b'], { pagedAt: from + 34 * minute });
    expect(tallyPages(tenantWith(attack('high', 'a', 'b')), [grown], visible).attacks[0]?.delayMs).toBe(30 * minute);
  });

  it('does not count a low alert as found, nor a medium one as high', () => {
    const tenant = tenantWith(attack('high', 'a'), attack('high', 'b'));
    const { attacks } = tallyPages(tenant, [page('low', ['a']), page('medium', ['b'])], visible);
    expect(attacks.map(({ found, atSeverity }) => [found, atSeverity])).toEqual([
      [false, false],
      [true, false],
    ]);
  });

  it('counts a page without any attack as false, but neither low ones nor those of the baseline', () => {
    const tenant = tenantWith(attack('high', 'a'));
    const pages = [
      page('medium', ['x']),
      page('low', ['y']),
      page('high', ['z'], { openedAt: from - day }),
      page('critical', ['x', 'a']),
    ];
    expect(tallyPages(tenant, pages, visible).falsePages.map(({ correlationIds }) => correlationIds)).toEqual([['x']]);
  });

  it('gives false pages a week per 100 administrators', () => {
    const tenant = tenantWith(attack('high', 'a'));
    const tally = tallyPages(tenant, [page('high', ['a']), page('medium', ['x']), page('medium', ['y'])], visible);
    // Two pages in four weeks of fifty people: one a week per hundred.
    expect(summarize([tally])).toMatchObject({ attacks: 1, found: 1, atSeverity: 1, falseRate: 1, medianDelay: 6 });
    expect(meetsGoal(summarize([tally]))).toBe(true);
    const worse = tallyPages(
      tenant,
      [page('high', ['a']), ...['x', 'y', 'z'].map((id) => page('medium', [id]))],
      visible,
    );
    expect(meetsGoal(summarize([worse]))).toBe(false);
  });

  it('shows a table and what was missed', () => {
    const tally = tallyPages(tenantWith(attack('high', 'a')), [page('medium', ['a'])], visible);
    expect(summaryTable([{ detector: 'ours', tallies: [tally] }])).toMatch(/\| ours +\| 1 of 1 +\| 0 of 1 /);
    expect(missedAttacks(4, tally)).toContain('seed 4 A1 test: labelled high, reached medium');
  });
});
