import type { Alert } from '../../src/alerts/alert';
import { memoryAlertStore } from '../../src/alerts/memory-alert-store';
import { createIntents } from '../../src/chat/intents';
import { memoryOutbox } from '../../src/chat/memory-outbox';
import { memoryCardRefs, memoryChannels } from '../../src/chat/memory-stores';
import { createMorningDuty, morningOf } from '../../src/chat/morning-duty';
import { memoryAuditTrail } from '../../src/core/memory-audit-trail';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import { defaultPolicy, type Policy } from '../../src/core/policy';
import { memoryStateStore } from '../../src/core/state';
import type { Watched } from '../../src/detection/ports';
import { openAlert } from './painting/an-alert';

const day = 86_400_000;
const at = (time: string) => Date.parse(`2026-03-01T${time}:00Z`);
const eight = at('08:00');
const quiet: Watched = { subscriptions: [{ id: 'one', silent: false, lastAt: at('07:00') }] };

function room(wish: { readonly policy?: Partial<Policy>; readonly watched?: Watched } = {}) {
  const uow = memoryUnitOfWork();
  const outbox = memoryOutbox();
  const [alerts, channels, state, audit] = [
    memoryAlertStore(),
    memoryChannels(),
    memoryStateStore(),
    memoryAuditTrail(),
  ];
  const duty = () =>
    createMorningDuty({
      uow,
      alerts,
      channels,
      state,
      audit,
      intents: createIntents(outbox, memoryCardRefs()),
      policy: () => ({ ...defaultPolicy, ...wish.policy }),
      watched: async () => wish.watched ?? quiet,
      usesBetween: async () => ({ uses: 3, more: false }),
      serviceUrl: 'https://teams.example',
      kick: () => undefined,
    });
  return {
    duty,
    async alert(alert: Alert) {
      await uow.run((tx) => alerts.insert(tx, alert));
    },
    async subscribe(conversationId: string) {
      const channel = { conversationId, serviceUrl: 'https://teams.example', name: conversationId };
      await uow.run((tx) => channels.put(tx, { ...channel, subscribedBy: 'lee', subscribedAt: 0 }));
    },
    act: () =>
      uow.run((tx) => audit.append(tx, { at: 1, actor: 'lee', verb: 'subscribe', subject: 'soc', result: 'done' })),
    /** Channel and words of the notices that wait, oldest first; they are taken out. */
    async told(): Promise<readonly (readonly [string, string])[]> {
      const found: (readonly [string, string])[] = [];
      for (;;) {
        const waiting = await uow.run((tx) => outbox.claim(tx, eight + 30 * day, 10, eight + 31 * day));
        if (waiting.length === 0) return found;
        for (const intent of waiting) {
          if (intent.delivery.kind === 'notice')
            found.push([intent.delivery.channel.conversationId, intent.delivery.text]);
          await uow.run((tx) => outbox.settle(tx, intent));
        }
      }
    },
  };
}

test('a day without anything has its line as well, and every day has one', async () => {
  const { duty, subscribe, act, told } = room();
  await subscribe('soc');
  const { hash, sequence } = await act();
  const run = duty();
  await run(at('07:00'));
  await run(at('07:59'));
  expect(await told()).toEqual([]);
  await run(eight);
  await run(at('11:00'));
  const line = `audit head ${hash.slice(0, 16)}, entry ${sequence}`;
  expect(await told()).toEqual([
    ['soc', `Last 24 h: 1 subscription seen · 3 uses of the console · 0 alerts · ${line}`],
  ]);
  await run(eight + day);
  await run(eight + 2 * day);
  expect(await told()).toHaveLength(2);
});

test('two instances that see the morning at once write one line', async () => {
  const { duty, subscribe, told } = room();
  await subscribe('soc');
  const [one, other] = [duty(), duty()];
  await one(at('07:00'));
  await Promise.all([one(eight), other(eight)]);
  expect(await told()).toHaveLength(1);
});

test('a bot that was down through the morning tells it when it is back; one set up at noon waits for tomorrow', async () => {
  const { duty, subscribe, told } = room();
  await subscribe('soc');
  await duty()(at('12:00'));
  expect(await told()).toEqual([]);
  await duty()(at('14:00') + day);
  expect(await told()).toHaveLength(1);
});

test('drills, low ones and yesterday’s are no alerts of the day; a restricted one is counted in its own channel only', async () => {
  const { duty, subscribe, alert, told } = room({ policy: { restrictedChannel: 'private' } });
  await subscribe('soc');
  const raised = { raisedAt: at('06:00'), updatedAt: at('06:00') };
  const named = (id: string, more: Partial<Alert>) => {
    const base = openAlert();
    const findings = base.findings.map((finding) => ({
      ...finding,
      session: { ...finding.session, id: `${id}-${finding.session.id}` },
    }));
    return alert({ ...base, id, findings, ...raised, ...more });
  };
  await named('A-1', { restricted: { at: at('06:00'), why: 'role', channel: 'private' } });
  await named('A-2', { drill: true });
  await named('A-3', { severity: 'low' });
  await named('A-4', { raisedAt: eight - 2 * day });
  await duty()(at('07:00'));
  await duty()(eight);
  const words = new Map(await told());
  expect(words.get('soc')).toContain(' 0 alerts ');
  expect(words.get('private')).toContain(' 1 alert ');
});

test('who is blind says so, and names how many subscriptions gave a row', async () => {
  const { duty, subscribe, told } = room({
    watched: {
      blindSince: at('05:12'),
      subscriptions: [
        { id: 'one', silent: false, lastAt: at('05:00') },
        { id: 'two', silent: true, lastAt: 0 },
        { id: 'new', silent: false },
      ],
    },
  });
  await subscribe('soc');
  await duty()(at('07:00'));
  await duty()(eight);
  expect((await told())[0]?.[1]).toMatch(/1 of 3 subscriptions seen .* BLIND since 05:12 UTC · audit empty$/);
});

test('the morning is the end of the quiet hours, else the start of the working hours, in their own zone', () => {
  const hours = { timeZone: 'Europe/Berlin', days: ['mon'] as const, start: '22:00', end: '07:00' };
  expect(morningOf({ ...defaultPolicy, quietHours: hours, workingHours: hours }).time).toBe('07:00');
  expect(morningOf({ ...defaultPolicy, workingHours: hours })).toEqual({ timeZone: 'Europe/Berlin', time: '22:00' });
  expect(morningOf(defaultPolicy)).toEqual({ timeZone: 'UTC', time: '08:00' });
});
