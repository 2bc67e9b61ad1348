import { type ReplayAlert, replayRows } from '../../src/cli/replay/run';
import { atLeast, type Severity, severityRank } from '../../src/core/severity';
import { scenarios } from './all';
import type { Scenario } from './scenario';
import { stage } from './stage';

const rank = (severity: Severity | 'none') => (severity === 'none' ? -1 : severityRank(severity));

/** The alerts that hold anything of the act, worst first. */
async function alertsOf(scenario: Scenario): Promise<readonly ReplayAlert[]> {
  const { rows, policy, correlationIds } = stage(scenario);
  const ids = new Set(correlationIds);
  const alerts = await replayRows(rows, { policy });
  return alerts
    .filter((alert) => alert.correlationIds.some((id) => ids.has(id)))
    .sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
}

/** What differs from the expectation, in words; empty = the scenario has its verdict. */
function differences({ expect: wanted }: Scenario, alerts: readonly ReplayAlert[]): readonly string[] {
  const reached = alerts[0]?.severity ?? 'none';
  const pages = alerts.filter(({ severity }) => atLeast(severity, 'medium')).length;
  const [fewest, most] = typeof wanted.pages === 'number' ? [wanted.pages, wanted.pages] : wanted.pages;
  const reasons = alerts.flatMap((alert) => alert.reasons);
  const met = (theme: RegExp, among: typeof reasons) => among.some(({ code, text }) => theme.test(`${code}: ${text}`));
  const against = reasons.filter(({ points }) => points > 0);
  const [least, worst] = wanted.severity;
  const fired = new Set(alerts.flatMap(({ triggers }) => triggers));
  const openedAt = alerts[0]?.openedAt;
  return [
    ...(rank(reached) < rank(least) || rank(reached) > rank(worst)
      ? [`severity ${reached}, wanted ${least} to ${worst}`]
      : []),
    ...(pages < fewest || pages > most ? [`${pages} pages, wanted ${fewest} to ${most}`] : []),
    ...(wanted.triggers ?? []).filter((trigger) => !fired.has(trigger)).map((trigger) => `no trigger ${trigger}`),
    ...(wanted.reasons ?? []).filter((theme) => !met(theme, reasons)).map((theme) => `no reason like ${theme}`),
    ...(wanted.never ?? []).filter((theme) => met(theme, against)).map((theme) => `a reason like ${theme}`),
    ...(wanted.openedAt !== undefined && Date.parse(openedAt ?? '') !== wanted.openedAt
      ? [`opened at ${openedAt}`]
      : []),
  ];
}

describe('scenarios', () => {
  it.each(
    scenarios.map((scenario) => [scenario.id, scenario.title, scenario] as const),
  )('%s %s', async (_id, _title, scenario) => {
    const alerts = await alertsOf(scenario);
    const said = alerts.flatMap(({ severity, reasons }) =>
      reasons.map(({ code, points, text }) => `${severity}: ${points} ${code}: ${text}`),
    );
    expect({ differences: differences(scenario, alerts), said }).toEqual({ differences: [], said });
  });

  it('an ordinary month in contoso pages nobody', async () => {
    const quiet = stage({ id: '', title: '', act: () => [], expect: { severity: ['none', 'none'], pages: 0 } });
    const alerts = await replayRows(quiet.rows, { policy: quiet.policy });
    const lastMonth = Date.UTC(2026, 3, 20);
    const pages = alerts.filter(
      ({ severity, openedAt }) => atLeast(severity, 'medium') && Date.parse(openedAt) >= lastMonth,
    );
    expect(
      pages.map(({ severity, principal, openedAt, reasons }) => ({ severity, principal, openedAt, reasons })),
    ).toEqual([]);
  });
});
