import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePolicy, readPolicyFile } from '../../src/config/policy-file';
import { policyJsonSchema } from '../../src/config/policy-schema';
import { defaultPolicy, type Policy } from '../../src/core/policy';

const rob = 'AAAAAAAA-0000-4000-8000-000000000001';

function policy(json: unknown): Policy {
  const reading = parsePolicy(json);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.value;
}

function problems(json: unknown): [string, string, string][] {
  const reading = parsePolicy(json);
  return reading.ok ? [] : reading.problems.map(({ name, message, remedy }) => [name, message, remedy]);
}

describe('parsePolicy', () => {
  it('is the default policy when the file is empty', () => {
    expect(policy({})).toEqual(defaultPolicy);
    expect(policy({ $schema: './policy.schema.json' })).toEqual(defaultPolicy);
  });

  it('reads the file of the documentation', () => {
    const read = policy({
      expectedPrincipals: [
        {
          objectId: rob,
          reason: 'break glass',
          networks: ['203.0.113.0/24'],
          targets: ['/subscriptions/s/resourceGroups/ops'],
          expires: '2027-01-01T00:00:00Z',
        },
      ],
      trustedNetworks: [{ name: 'HQ VPN', cidrs: ['203.0.113.0/24', '2001:db8:1::/48'] }],
      criticalTargets: [{ match: '/subscriptions/s/resourceGroups/identity', reason: 'domain controllers' }],
      workingHours: { timeZone: 'Europe/Berlin', days: ['mon', 'fri'], start: '08:00', end: '18:00' },
      incidents: [
        {
          name: 'bad patch',
          from: '2026-03-01T08:00:00Z',
          to: '2026-03-01T15:00:00+01:00',
          targets: ['/subscriptions/s'],
        },
      ],
      escalation: [{ name: 'on-call', afterMinutes: 15, mention: [rob, `group:${rob}`], channel: '19:x@thread.tacv2' }],
      routes: [{ subscriptions: ['ABC'], minSeverity: 'high', channel: '19:y@thread.tacv2' }],
    });
    expect(read.expectedPrincipals[0]).toMatchObject({ objectId: rob.toLowerCase(), expires: Date.UTC(2027, 0, 1) });
    expect(read.incidents[0]?.to).toBe(Date.UTC(2026, 2, 1, 14));
    expect(read.escalation[0]?.mention).toEqual([rob.toLowerCase(), `group:${rob.toLowerCase()}`]);
    expect(read.routes[0]?.subscriptions).toEqual(['abc']);
    expect(read.review).toEqual(defaultPolicy.review);
  });

  it('fills in what a partial section leaves out', () => {
    expect(policy({ review: { quorum: 2 } }).review).toEqual({ ...defaultPolicy.review, quorum: 2 });
    expect(policy({ quietHours: { timeZone: 'UTC', start: '22:00', end: '07:00' } }).quietHours?.days).toHaveLength(5);
  });

  it('names the nearest key for an unknown one, at every depth', () => {
    expect(problems({ trustedNetwork: [] })).toEqual([
      ['policy.trustedNetwork', 'is not a known key.', 'Did you mean "trustedNetworks"?'],
    ]);
    expect(problems({ expectedPrincipals: [{ objectId: rob, reason: 'r', expire: '2027-01-01' }] })).toEqual([
      ['policy.expectedPrincipals[0].expire', 'is not a known key.', 'Did you mean "expires"?'],
    ]);
    expect(problems({ review: { quorom: 2 } })[0]?.[2]).toBe('Did you mean "quorum"?');
    expect(problems({ grouping: { zzzzzzzz: 2 } })[0]?.[2]).toBe('Known here: gapHours, spanHours.');
  });

  it('names all problems at once with their places', () => {
    const names = problems({
      trustedNetworks: [{ name: 'all', cidrs: ['0.0.0.0/0', 'HQ', '10.0.0.0/8'] }],
      workingHours: { timeZone: 'Mars/Olympus', start: '8', end: '18:00' },
      escalation: [{ name: 'a', mention: ['rob@contoso.com'] }],
      routes: [{ minSeverity: 'severe' }],
    }).map(([name]) => name);
    expect(names).toEqual([
      'policy.trustedNetworks[0].cidrs[0]',
      'policy.trustedNetworks[0].cidrs[1]',
      'policy.trustedNetworks[0].cidrs[2]',
      'policy.workingHours.timeZone',
      'policy.workingHours.start',
      'policy.escalation[0].mention[0]',
      'policy.routes[0].minSeverity',
      'policy.routes[0].channel',
    ]);
  });

  it.each([
    '0.0.0.0/0',
    '10.0.0.0/11',
    '2000::/31',
    '::/0',
    '::ffff:0.0.0.0/96',
    '0:0:0:0:0:ffff:10.0.0.0/104',
  ])('never trusts a network as wide as %s', (cidr) => {
    expect(problems({ trustedNetworks: [{ name: 'n', cidrs: [cidr] }] })[0]?.[1]).toContain('would trust strangers');
  });

  it.each([
    '10.0.0.0/12',
    '2001:db8::/32',
    '203.0.113.7/32',
    '2001:db8::1/128',
    '203.0.113.7',
    '2001:db8::1',
  ])('may trust %s', (cidr) => {
    expect(policy({ trustedNetworks: [{ name: 'n', cidrs: [cidr] }] }).trustedNetworks).toHaveLength(1);
  });

  it.each([
    '203.0.113.0/33',
    '2001:db8::/129',
    '203.0.113/24',
    'x/8',
    '203.0.113.0/',
    '',
  ])('refuses the network %p', (cidr) => {
    expect(problems({ trustedNetworks: [{ name: 'n', cidrs: [cidr] }] })).toHaveLength(1);
  });

  it.each([
    'tomorrow',
    '2026-02-30T00:00:00Z',
    '2026-03-01T08:00:00',
    '01/03/2026',
  ])('refuses the time %s', (expires) => {
    expect(problems({ expectedPrincipals: [{ objectId: rob, reason: 'r', expires }] })[0]?.[0]).toBe(
      'policy.expectedPrincipals[0].expires',
    );
  });

  it('refuses what contradicts itself', () => {
    const hours = { timeZone: 'UTC', start: '08:00', end: '08:00' };
    const incident = { name: 'i', from: '2026-03-02', to: '2026-03-01', targets: ['/subscriptions/s'] };
    const level = { name: 'twice' };
    expect(
      problems({
        workingHours: hours,
        incidents: [incident],
        grouping: { gapHours: 30 },
        escalation: [level, level],
      }).map(([name]) => name),
    ).toEqual([
      'policy.incidents[0].to',
      'policy.workingHours.end',
      'policy.grouping.spanHours',
      'policy.escalation[1].name',
    ]);
  });

  it('warns about an expected principal that never expires, and accepts it', () => {
    const reading = parsePolicy({ expectedPrincipals: [{ objectId: 'backup-runner', reason: 'r' }] });
    expect(reading.ok).toBe(true);
    expect(reading.warnings.map(({ name }) => name)).toEqual([
      'policy.expectedPrincipals[0].objectId',
      'policy.expectedPrincipals[0]',
    ]);
  });

  it.each([[[]], [null], ['text'], [7]])('refuses %p in place of an object', (json) => {
    expect(problems(json)).toHaveLength(1);
  });
});

describe('readPolicyFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));

  it('reads a file, with or without a byte order mark', async () => {
    const path = join(folder, 'policy.json');
    writeFileSync(path, '\uFEFF{"review":{"quorum":3}}');
    expect(await readPolicyFile(path)).toMatchObject({ ok: true, value: { review: { quorum: 3 } } });
  });

  it('says why a file cannot be used', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"review":');
    for (const path of [broken, join(folder, 'none.json')])
      expect(await readPolicyFile(path)).toMatchObject({ ok: false, problems: [{ name: 'POLICY_FILE' }] });
  });
});

describe('the published schema', () => {
  // UPDATE_DOCS=1 writes it anew.
  const path = join(__dirname, '../../docs/policy.schema.json');

  it('is the one the bot checks with', () => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(path, `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(policyJsonSchema());
  });
});
