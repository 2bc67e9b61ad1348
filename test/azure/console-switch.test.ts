import { createConsoleSwitch } from '../../src/azure/console-switch';
import { armResource, type World } from '../local/arm/world';
import { connect, credentials, eachWorld, impatient } from './connect';

let world: World;

eachWorld((fresh) => {
  world = fresh;
});

const subscriptionId = () => world.ids.sub.split('/')[2] ?? '';

it('turns the console off and on with the writer and reads it with the reader', async () => {
  const { console: door } = connect(world);
  expect(await door.status(subscriptionId())).toMatchObject({ ok: true, value: { disabled: false } });
  expect(await door.disable(subscriptionId())).toMatchObject({ ok: true, value: { disabled: true } });
  expect(await door.status(subscriptionId())).toMatchObject({ ok: true, value: { disabled: true } });
  expect(await door.enable(subscriptionId())).toMatchObject({ ok: true, value: { disabled: false } });
  const appIds = world.azure.journal.all().map(({ caller, method }) => `${method} ${caller?.appId.slice(-1)}`);
  expect(appIds).toEqual(['GET 1', 'POST 2', 'GET 1', 'POST 2']);
});

it('reads the flag where older versions of the provider put it, and nowhere else', async () => {
  const { console: door } = connect(world);
  world.azure.faults.next({ fault: { kind: 'status', status: 200, body: { disabled: true } } });
  expect(await door.status(subscriptionId())).toMatchObject({ ok: true, value: { disabled: true } });
  world.azure.faults.next({ fault: { kind: 'status', status: 200, body: {} } });
  expect(await door.status(subscriptionId())).toMatchObject({ ok: false, reason: 'unexpected-answer' });
});

it('takes the bare 404 of the provider for what it is', async () => {
  const { console: door } = connect(world);
  expect(await door.status('00000000-0000-4000-8000-000000000000')).toMatchObject({
    ok: false,
    reason: 'not-found',
    serviceCode: 'SubscriptionNotFound',
  });
});

it('sends a switch once, and does not know after a time-out', async () => {
  const { console: door } = connect(world);
  world.azure.faults.next({ match: { method: 'POST' }, fault: { kind: 'hang-after' } });
  expect(await connect(world, impatient).console.disable(subscriptionId())).toMatchObject({
    ok: false,
    reason: 'timeout-unknown-outcome',
  });
  expect(await door.status(subscriptionId())).toMatchObject({ ok: true, value: { disabled: true } });
  expect(world.azure.journal.writes()).toHaveLength(1);
});

it('changes nothing without a writer', async () => {
  const door = createConsoleSwitch({
    endpoint: { origin: world.azure.url, scope: `${armResource}/.default` },
    credential: credentials().reader,
    allowInsecureLoopback: true,
  });
  expect(await door.disable(subscriptionId())).toMatchObject({ ok: false, reason: 'forbidden' });
  expect(world.azure.journal.all()).toEqual([]);
});
