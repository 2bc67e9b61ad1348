import { generateTenant, heldOutSeeds, type Tenant, tuningSeeds } from '../../../src/local/tenant/generate';
import { profiles } from '../../../src/local/tenant/profiles';
import { day } from '../../../src/local/tenant/time';

/** Small tenants: the shapes are the same, and a test may not take a minute. */
const small = (seed: number, more: object = {}) =>
  generateTenant({ seed, admins: 24, days: 12, baselineDays: 20, attacks: 19, ...more });
const at = (row: Readonly<Record<string, unknown>>, column: string) => Date.parse(String(row[column]));
const connectsOf = ({ rows }: Tenant) =>
  rows.filter(({ OperationNameValue: name }) => /SERIALPORTS\/CONNECT/i.test(String(name)));

describe('a generated tenant', () => {
  it('is the same for the same seed and another for another', () => {
    expect(small(3).rows).toEqual(small(3).rows);
    expect(small(3).attacks).not.toEqual(small(9).attacks);
  });

  it.each(
    profiles.map(({ name }) => name),
  )('%s: every attack left rows, inside the judged days, and no honest row bears its label', (profile) => {
    const tenant = small(5, { profile });
    const seen = new Map(tenant.rows.map((row) => [row.CorrelationId, row]));
    expect(tenant.attacks).toHaveLength(19);
    for (const { correlationIds, scenario } of tenant.attacks) {
      expect({ scenario, attempts: correlationIds.length }).not.toMatchObject({ attempts: 0 });
      for (const id of correlationIds) {
        const row = seen.get(id);
        expect({ scenario, written: row !== undefined }).toEqual({ scenario, written: true });
        if (row) expect(at(row, 'TimeGenerated')).toBeGreaterThan(tenant.from - day);
      }
    }
    expect(tenant.labels.size).toBe(tenant.attacks.reduce((sum, { correlationIds }) => sum + correlationIds.length, 0));
  });

  it('comes in order of visibility, never before the event and within two days of it', () => {
    const { rows } = small(2);
    const visible = rows.map((row) => at(row, '_IngestionTime'));
    expect(visible).toEqual([...visible].sort((a, b) => a - b));
    expect(rows.filter((row) => at(row, '_IngestionTime') < at(row, 'TimeGenerated'))).toEqual([]);
    expect(Math.max(...rows.map((row) => at(row, '_IngestionTime') - at(row, 'TimeGenerated')))).toBeLessThan(2 * day);
  });

  it('has tables only where the profile has them', () => {
    const tables = new Set(small(4, { profile: 'without-sign-ins' }).rows.map(({ Type }) => Type));
    expect([...tables].sort()).toEqual(['AzureActivity', 'ThreatIntelIndicators']);
    expect(new Set(small(4, { profile: 'european' }).rows.map(({ Type }) => Type)).size).toBeGreaterThan(5);
  });

  it('has honest console use that outnumbers none of its attackers into silence', () => {
    const tenant = small(6);
    const honest = connectsOf(tenant).filter(({ CorrelationId }) => !tenant.labels.has(String(CorrelationId)));
    expect(honest.length).toBeGreaterThan(60);
    expect(honest.some(({ ActivityStatusValue }) => /^fail/i.test(String(ActivityStatusValue)))).toBe(true);
  });

  it('knows its automation in the policy, in the format of the policy file too', () => {
    const { policy, policyFile } = small(6);
    expect(policy.expectedPrincipals).toHaveLength(1);
    expect(JSON.stringify(policyFile)).toContain(policy.expectedPrincipals[0]?.objectId);
  });

  it('refuses a profile it does not have', () => {
    expect(() => small(1, { profile: 'lunar' })).toThrow('no profile lunar');
  });

  it('keeps the seeds of the final check apart from those for tuning', () => {
    expect(heldOutSeeds.first).toBeGreaterThan(tuningSeeds.last);
  });
});
