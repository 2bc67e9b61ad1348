import { parsePolicy } from '../../src/config/policy-file';
import { readWebhookKeys } from '../../src/config/webhook-keys';
import type { Policy } from '../../src/core/policy';

const pager = { kind: 'pagerduty', url: 'https://events.pagerduty.com/v2/enqueue', keyVariable: 'PAGER_KEY' };
const generic = { kind: 'generic', url: 'https://hooks.example/alerts', keyVariable: 'HOOK_KEY' };

function policy(...webhooks: readonly object[]): Policy {
  const reading = parsePolicy({ escalation: [{ name: 'lead' }], webhooks });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.value;
}

describe('webhooks of the policy', () => {
  it('find their keys in the environment', () => {
    const read = readWebhookKeys(policy(pager, generic, pager), { PAGER_KEY: 'k1', HOOK_KEY: 'k2' });
    expect(read.ok && [...read.value].map(([name, key]) => [name, key.reveal()])).toEqual([
      ['PAGER_KEY', 'k1'],
      ['HOOK_KEY', 'k2'],
    ]);
  });

  it('are named when their keys are missing or empty', () => {
    const read = readWebhookKeys(policy(pager, generic), { PAGER_KEY: ' ' });
    expect(read.ok ? [] : read.problems.map(({ name }) => name)).toEqual(['PAGER_KEY', 'HOOK_KEY']);
  });

  it('must be https, of a known level, and PagerDuty needs its key', () => {
    const reading = parsePolicy({
      escalation: [{ name: 'lead' }],
      webhooks: [
        { ...generic, url: 'http://hooks.example' },
        { ...generic, keyVariable: 'sk-live-123' },
      ],
    });
    expect(reading.ok ? [] : reading.problems.map(({ name }) => name)).toEqual(['policy.webhooks[1].keyVariable']);
    const together = parsePolicy({
      webhooks: [
        { ...generic, url: 'http://hooks.example/secret-in-the-path' },
        { ...generic, level: 'lead' },
        { ...pager, keyVariable: undefined },
      ],
    });
    expect(together.ok ? [] : together.problems.map(({ name }) => name)).toEqual([
      'policy.webhooks[0].url',
      'policy.webhooks[1].level',
      'policy.webhooks[2]',
    ]);
    expect(JSON.stringify(together)).not.toContain('secret-in-the-path');
  });

  it('may be plain http to this machine, and only where that was allowed', () => {
    const webhooks = [{ ...generic, url: 'http://127.0.0.1:9999/hook' }];
    expect(parsePolicy({ webhooks }).ok).toBe(false);
    expect(parsePolicy({ webhooks }, { insecureLoopback: true }).ok).toBe(true);
    expect(parsePolicy({ webhooks: [{ ...generic, url: 'http://10.0.0.1/' }] }, { insecureLoopback: true }).ok).toBe(
      false,
    );
  });

  it('of PagerDuty need no address', () => {
    expect(policy({ kind: 'pagerduty', keyVariable: 'PAGER_KEY' }).webhooks[0]?.url).toMatch(
      /^https:\/\/events\.pagerduty\.com/,
    );
  });

  it('are warned about when nobody can check who called', () => {
    const { keyVariable: _none, ...unsigned } = generic;
    expect(parsePolicy({ webhooks: [unsigned] }).warnings.map(({ name }) => name)).toEqual(['policy.webhooks[0]']);
  });
});
