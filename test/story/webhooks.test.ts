import { createHmac } from 'node:crypto';
import { type Receiver, startReceiver } from '../support/receiver';
import { minute, openWorld, type StoryWorld, second } from '../support/world-client';

const keys = { SCW_PAGER_KEY: 'planted-routing-key', SCW_HOOK_KEY: 'planted-signing-key' };

describe('outgoing webhooks', () => {
  let receiver: Receiver;
  let world: StoryWorld;
  const pager = () => receiver.bodies('/pager');
  const hook = () => receiver.calls.filter(({ path }) => path === '/hook');
  const heard = () => hook().map(({ text }) => JSON.parse(text).event as string);

  beforeAll(async () => {
    receiver = await startReceiver();
    // Whatever comes first is refused twice: the receiver has a bad minute.
    receiver.answers.push(
      { status: 500, body: 'planted-routing-key is fine' },
      { status: 503, headers: { 'retry-after': '3' } },
    );
    world = await openWorld({
      seedDemo: true,
      env: keys,
      policy: {
        escalation: [{ name: 'on-call', afterMinutes: 5 }],
        webhooks: [
          { kind: 'pagerduty', url: `${receiver.url}/pager`, keyVariable: 'SCW_PAGER_KEY' },
          { kind: 'generic', url: `${receiver.url}/hook`, level: 'on-call', keyVariable: 'SCW_HOOK_KEY' },
        ],
      },
    });
    await world.poll();
  });
  afterAll(async () => {
    await world.close();
    await receiver.close();
  });

  test('a receiver that fails is called again until it takes the event, under one key', async () => {
    await world.advance(20 * second);
    expect(pager().length).toBeGreaterThanOrEqual(3);
    expect(new Set(pager().map(({ dedup_key }) => dedup_key))).toEqual(new Set([`${world.tenantId}/A-1`]));
    expect(pager().at(-1)).toMatchObject({ event_action: 'trigger', routing_key: keys.SCW_PAGER_KEY });
  });

  test('the webhook of a level is called when the level is reached, signed over its time and body', async () => {
    expect(hook()).toHaveLength(0);
    await world.advance(5 * minute);
    const [call] = hook();
    expect(JSON.parse(call?.text ?? '{}')).toMatchObject({
      event: 'escalated',
      level: 'on-call',
      alert: { alertId: 'A-1', severity: 'critical', principal: { displayName: 'rob@contoso.com' } },
    });
    const timestamp = String(call?.headers['x-scw-timestamp']);
    const expected = createHmac('sha256', keys.SCW_HOOK_KEY).update(`${timestamp}.${call?.text}`).digest('hex');
    expect(call?.headers['x-scw-signature']).toBe(`v1=${expected}`);
    expect(Number(timestamp) * 1000).toBeGreaterThan(world.now);
  });

  test('acknowledge and resolve follow in order, each once', async () => {
    const card = await world.expectCard('mia', 'Acknowledge');
    await world.press('mia', card, 'Acknowledge');
    await world.settle();
    const opened = await world.press('mia', card, 'Resolve');
    const inputs = { disposition: 'malicious', sentence: 'stolen account' };
    await world.teams.submitDialog('mia', opened.dialog?.id ?? '', inputs);
    await world.settle();
    expect(heard()).toEqual(['escalated', 'acknowledged', 'resolved']);
    expect(new Set(hook().map(({ headers }) => headers['x-scw-delivery'])).size).toBe(3);
    const actions = pager().map(({ event_action }) => event_action);
    expect(actions.slice(-3)).toEqual(['trigger', 'acknowledge', 'resolve']);
  });

  test('nothing that people see holds a key', async () => {
    const seen = JSON.stringify([await world.channel('lee'), await (await fetch(`${world.botUrl}/metrics`)).text()]);
    expect(seen).not.toMatch(/planted/);
  });
});
