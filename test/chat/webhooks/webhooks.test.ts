import type { AlertChange } from '../../../src/alerts/ingest';
import type { NewIntent } from '../../../src/chat/stores';
import { createAnnounceWebhooks } from '../../../src/chat/webhooks/announce-webhooks';
import { genericBody, pagerDutyBody } from '../../../src/chat/webhooks/bodies';
import { hookBy, hookKey } from '../../../src/chat/webhooks/hooks';
import { memoryUnitOfWork } from '../../../src/core/memory-unit-of-work';
import { defaultPolicy, type Policy, type WebhookPolicy } from '../../../src/core/policy';
import { at, mia, openAlert } from '../painting/an-alert';

const plain: WebhookPolicy = { kind: 'generic', url: 'https://hooks.example/secret', minSeverity: 'high' };
const ofLead: WebhookPolicy = { ...plain, url: 'https://lead.example/', level: 'Lead' };
const policy: Policy = { ...defaultPolicy, webhooks: [plain, ofLead] };

async function wished(change: AlertChange, of: Policy = policy): Promise<readonly NewIntent[]> {
  const added: NewIntent[] = [];
  const announce = createAnnounceWebhooks({
    outbox: {
      add: async (_tx, intent) => {
        added.push(intent);
      },
    },
    policy: () => of,
  });
  await memoryUnitOfWork().run((tx) => announce.changed(tx, change));
  return added;
}

const toldOf = async (change: AlertChange, of?: Policy) =>
  (await wished(change, of)).map(({ delivery }) =>
    delivery.kind === 'webhook' ? [delivery.hook === hookKey(plain) ? 'plain' : 'lead', delivery.event.kind] : [],
  );

const open = openAlert();
const toLead = { level: 1, levelName: 'Lead', reason: 'x', at: at('02:50') };
const climbed = { ...open, level: 1, escalations: [toLead] };

describe('which webhook hears what', () => {
  test.each<[string, AlertChange, string[][]]>([
    ['a new alert', { before: undefined, after: open, cause: 'raised' }, [['plain', 'raised']]],
    [
      'a level reached: also those of the level',
      { before: open, after: climbed, cause: 'acted' },
      [
        ['plain', 'escalated'],
        ['lead', 'escalated'],
      ],
    ],
    [
      'an end, told to all that heard of it before',
      { before: climbed, after: { ...climbed, status: 'resolved' }, cause: 'acted' },
      [
        ['plain', 'resolved'],
        ['lead', 'resolved'],
      ],
    ],
    [
      'an end before the level',
      { before: open, after: { ...open, status: 'resolved' }, cause: 'acted' },
      [['plain', 'resolved']],
    ],
    ['a note', { before: open, after: { ...open, version: 9 }, cause: 'acted' }, []],
    ['more sessions', { before: open, after: { ...open, version: 9 }, cause: 'grown' }, []],
    ['a rise', { before: { ...open, severity: 'medium' }, after: open, cause: 'grown' }, [['plain', 'rose']]],
    ['a drill', { before: undefined, after: { ...open, drill: true }, cause: 'raised' }, []],
    ['less than it asked for', { before: undefined, after: { ...open, severity: 'medium' }, cause: 'raised' }, []],
  ])('%s', async (_what, change, told) => expect(await toldOf(change)).toEqual(told));

  test('at night medium waits for the morning, high does not', async () => {
    const quietHours = { timeZone: 'UTC', days: ['sat', 'sun'], start: '22:00', end: '06:00' } as const;
    const night: Policy = { ...policy, quietHours, webhooks: [{ ...plain, minSeverity: 'medium' }] };
    const due = async (severity: 'medium' | 'high') => {
      const after = { ...open, severity, updatedAt: at('02:40') };
      return (await wished({ before: undefined, after, cause: 'raised' }, night))[0]?.dueAt;
    };
    expect(await due('medium')).toBe(at('06:00'));
    expect(await due('high')).toBe(at('02:40'));
  });

  test('the outbox never holds an address', async () => {
    const [intent] = await wished({ before: undefined, after: open, cause: 'raised' });
    expect(JSON.stringify(intent)).not.toMatch(/https|secret/);
    expect(hookBy(policy, hookKey(plain))).toBe(plain);
  });
});

describe('what is said', () => {
  const event = { kind: 'escalated', levelName: 'Lead', at: at('02:50') } as const;

  test('PagerDuty gets one incident an alert, and its own severities', () => {
    expect(pagerDutyBody(open, event, 'key', 'tenant')).toMatchObject({
      routing_key: 'key',
      event_action: 'trigger',
      dedup_key: 'tenant/A-12',
      payload: {
        severity: 'critical',
        source: 'tenant',
        summary: expect.stringMatching(/^A-12 critical: rob@contoso.*goes to Lead$/),
      },
    });
    const resolved = { kind: 'resolved', at: at('04:10') } as const;
    expect(pagerDutyBody(open, resolved, 'key', 'tenant')).toEqual({
      routing_key: 'key',
      event_action: 'resolve',
      dedup_key: 'tenant/A-12',
    });
  });

  test('a verdict is told by its name: what people wrote stays in the record', () => {
    const resolution = { ...mia, disposition: 'malicious', sentence: 'stolen account, reset by Lee' } as const;
    const body = genericBody(
      { ...open, status: 'resolved', resolution },
      { kind: 'resolved', at: at('04:10') },
      'd',
      't',
    );
    expect(body).toMatchObject({ event: 'resolved', alert: { alertId: 'A-12', disposition: 'malicious' } });
    expect(JSON.stringify(body)).not.toContain('reset by Lee');
  });
});
