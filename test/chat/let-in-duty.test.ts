import type { Alert, LetIn } from '../../src/alerts/alert';
import { createAlertDesk } from '../../src/alerts/desk';
import { memoryAlertStore } from '../../src/alerts/memory-alert-store';
import { noTimers } from '../../src/alerts/timers';
import { createLetInDuty } from '../../src/chat/let-in-duty';
import { memoryCardRefs } from '../../src/chat/memory-stores';
import { paintAlert } from '../../src/chat/painting/alert';
import { ManualClock } from '../../src/core/clock';
import { silentLog } from '../../src/core/log';
import { memoryAuditTrail } from '../../src/core/memory-audit-trail';
import { memoryUnitOfWork } from '../../src/core/memory-unit-of-work';
import { done, refuse } from '../../src/core/outcome';
import { memoryStateStore } from '../../src/core/state';
import type { Exposure } from '../../src/review/exposure/exposure';
import { textOf } from '../cards/card-lint';
import { exposure } from './painting/a-review';
import { at, openAlert, openState, prod } from './painting/an-alert';

const impact = {
  reach: `/subscriptions/${prod}`,
  machinesInReach: 84,
  powers: [
    {
      machine: '/subscriptions/x/resourceGroups/identity/providers/Microsoft.Compute/virtualMachines/dc01',
      may: 'read' as const,
      role: 'Key Vault Secrets User',
      scope: '/subscriptions/x/resourceGroups/identity/providers/Microsoft.KeyVault/vaults/kv-prod',
    },
  ],
  tags: [{ machine: '/x/virtualMachines/dc01', name: 'env', value: 'prod' }],
  machines: [
    { machine: '/x/virtualMachines/dc01', os: 'Windows', power: 'running', bootDiagnostics: true },
    { machine: '/x/virtualMachines/web1', os: 'Linux' },
  ],
  notRead: [],
};

async function room(reviews: Partial<Parameters<typeof createLetInDuty>[0]['reviews']> = {}, posted = true) {
  const clock = new ManualClock(at('02:39'));
  const uow = memoryUnitOfWork();
  const alerts = memoryAlertStore();
  const refs = memoryCardRefs();
  const state = memoryStateStore();
  const changes: Alert[] = [];
  const desk = createAlertDesk({
    store: alerts,
    audit: memoryAuditTrail(),
    timers: noTimers,
    changed: async (_tx, { after }) => void changes.push(after),
  });
  const { letIn: _letIn, ...fresh } = openAlert();
  const readings: (readonly string[])[] = [];
  await uow.run(async (tx) => {
    await alerts.insert(tx, fresh);
    const card = {
      subject: fresh.id,
      serviceUrl: '',
      conversationId: 'c',
      activityId: 'a',
      opensThread: true,
      postedAt: 1,
    };
    if (posted) await refs.put(tx, card);
  });
  const duty = (extra = reviews) =>
    createLetInDuty({
      uow,
      alerts,
      desk,
      refs,
      state,
      reviews: {
        exposureOf: async (_principal, machines) => {
          readings.push(machines);
          return done({ ...exposure, machines, readAt: clock.now() });
        },
        impactOf: async () => impact,
        ...extra,
      },
      subscriptionNames: () => ({ [prod]: 'prod-01' }),
      clock,
      log: silentLog,
      kick: () => undefined,
    });
  const get = async () => (await uow.run((tx) => alerts.get(tx, fresh.id))) as Alert;
  return { clock, uow, alerts, desk, changes, readings, duty, get };
}

const unreadable = { exposureOf: async () => refuse('unreadable', 'Azure refused it: the identity lacks the right') };

describe('how a posted alert was let in', () => {
  test('is read once, kept, and on the card: ways, what else is held, what the machines may do', async () => {
    const r = await room();
    const look = r.duty();
    expect([await look(r.clock.now()), await look(r.clock.now())]).toEqual([1, 0]);
    expect(r.changes).toHaveLength(1);
    const alert = await r.get();
    const text = textOf(
      paintAlert(
        openState({ alert, impact: alert.letIn?.impact ?? {}, person: { alsoHolds: alert.letIn?.alsoHolds ?? '' } }),
      ),
    );
    expect(text).toContain('let in by: Owner, via Ops-Admins (6 people), sub prod-01, 214 d, used; ');
    expect(text).toContain('also Owner on 2 subs');
    expect(text).toContain('the role reaches sub prod-01 (84 machines)');
    expect(text).toContain("dc01's identity reads kv-prod (Key Vault Secrets User)");
    expect(text).toContain('env=prod on dc01');
    expect(text).toContain(
      'Windows, running, boot diagnostics on: dc01; Linux, power unknown, boot diagnostics unknown: web1',
    );
  });

  test('names guest and manager of a person, and an application that the log knows by id alone', async () => {
    const guest = { guest: true, managers: [{ objectId: 'm', name: 'Nia' }] };
    const told = async (account: Exposure['account'], displayName?: string) => {
      const r = await room({
        exposureOf: async () => done({ ...exposure, ...(account === undefined ? {} : { account }) }),
      });
      await r.duty()(r.clock.now());
      const { letIn, principal, ...rest } = await r.get();
      const alert = {
        ...rest,
        letIn: letIn as LetIn,
        principal: { ...principal, displayName: displayName ?? principal.displayName },
      };
      const { guest: isGuest, manager } = alert.letIn;
      const person = {
        ...(isGuest === undefined ? {} : { guest: isGuest }),
        ...(manager === undefined ? {} : { manager }),
      };
      return textOf(paintAlert(openState({ alert, person })));
    };
    expect(await told(guest)).toMatch(/rob@contoso\.com · guest · manager Nia/);
    expect(await told({ managers: [] })).not.toMatch(/guest|manager/);
    const id = 'eeeeeeee-0000-4000-8000-00000000000e';
    const named = await told({ name: 'deploy-web', managers: [] }, id);
    expect(named).toMatch(/deploy-web \(user, Owner\) opened/);
    expect(named).toContain(`deploy-web · ${id} · let in by`);
  });

  test('is not looked up for a drill', async () => {
    const r = await room();
    await r.uow.run((tx) => r.desk.amend(tx, 'A-12', (alert) => ({ ...alert, drill: true }), r.clock.now()));
    expect(await r.duty()(r.clock.now())).toBe(0);
  });

  test('waits for the post', async () => {
    const r = await room({}, false);
    expect(await r.duty()(r.clock.now())).toBe(0);
  });

  test('is read again when a machine comes to it, not when a session does', async () => {
    const r = await room();
    const look = r.duty();
    await look(r.clock.now());
    const [first] = openAlert().findings;
    if (first === undefined) throw new Error('the alert has findings');
    const grown = (target: string) =>
      r.uow.run((tx) =>
        r.desk.amend(
          tx,
          'A-12',
          (alert) => ({
            ...alert,
            findings: [...alert.findings, { ...first, session: { ...first.session, id: target, target } }],
          }),
          r.clock.now(),
        ),
      );
    await grown(first.session.target);
    expect(await look(r.clock.now())).toBe(0);
    await grown(first.session.target.replace('dc01', 'dc02'));
    expect(await look(r.clock.now())).toBe(1);
    expect(r.readings.map(({ length }) => length)).toEqual([4, 5]);
  });

  test('that cannot be read says so on the card, and is tried three times', async () => {
    const r = await room(unreadable);
    const look = r.duty();
    const tried: number[] = [];
    for (let minutes = 0; minutes < 20; minutes++) {
      tried.push(await look(r.clock.now()));
      r.clock.advance(60_000);
    }
    expect(tried.flatMap((count, minute) => (count > 0 ? [minute] : []))).toEqual([0, 5, 10]);
    expect(textOf(paintAlert(openState({ alert: await r.get(), impact: {} })))).toMatch(
      /let in by: .*not read: Azure refused it: the identity lacks the right/,
    );
  });

  test('a reader that died is replaced when its claim is over, and not before', async () => {
    const r = await room();
    const dying = r.duty({ exposureOf: () => new Promise(() => undefined) });
    void dying(r.clock.now());
    await new Promise((resolve) => setImmediate(resolve));
    const look = r.duty();
    r.clock.advance(30_000);
    expect(await look(r.clock.now())).toBe(0);
    r.clock.advance(20_000);
    expect(await look(r.clock.now())).toBe(1);
    expect((await r.get()).letIn?.paths).toBe(3);
  });

  test('a fault while reading is said, and does not stop the next alert', async () => {
    const r = await room({ exposureOf: () => Promise.reject(new Error('bug')) });
    expect(await r.duty()(r.clock.now())).toBe(1);
    expect((await r.get()).letIn?.failed).toBe('a fault on our side, see the log');
  });
});
