import { createFaults } from '../../src/local/cloud/faults';
import { startLoopbackServer } from '../../src/local/cloud/loopback-server';
import type { WireRequest } from '../../src/local/cloud/wire';
import type { World } from '../local/arm/world';
import { connect, eachWorld, impatient } from './connect';

let world: World;
let azure: ReturnType<typeof connect>;
/** Another origin on this machine: whatever arrives here has been led astray. */
let elsewhere: { readonly url: string; readonly got: WireRequest[]; close(): Promise<void> };

eachWorld((fresh) => {
  world = fresh;
  azure = connect(world);
});
beforeEach(async () => {
  const got: WireRequest[] = [];
  const server = await startLoopbackServer({
    faults: createFaults(),
    handle: (request) => {
      got.push(request);
      return { status: 200, body: { value: [] } };
    },
  });
  elsewhere = { url: server.url, got, close: server.close };
});
afterEach(() => elsewhere.close());

const subscriptionId = () => world.ids.sub.split('/')[2] ?? '';
/** The same read twice: once through the authorization SDK, once through the bare pipeline. */
const reads = [
  ['the SDK', () => azure.rbac.assignmentsIn(subscriptionId())],
  ['the bare pipeline', () => azure.rbac.locks(subscriptionId())],
  ['Graph', () => azure.directory.owners(world.ids.outer)],
] as const;
const faultsOf = (through: string) => (through === 'Graph' ? world.graphServer.faults : world.azure.faults);

describe.each(reads)('a list read through %s', (through, read) => {
  it('refuses a next page on another origin before the token leaves', async () => {
    faultsOf(through).next({ fault: { kind: 'foreign-next-link', origin: elsewhere.url } });
    expect(await read()).toMatchObject({ ok: false, reason: 'foreign-link' });
    expect(elsewhere.got).toEqual([]);
  });

  it('refuses pages that go in a circle', async () => {
    faultsOf(through).next({ fault: { kind: 'repeat-page' }, times: 5 });
    expect(await read()).toMatchObject({ ok: false, reason: 'unexpected-answer' });
    expect(faultsOf(through).pending()).toBe(1);
  });

  it('follows no redirect', async () => {
    faultsOf(through).next({ fault: { kind: 'redirect', location: `${elsewhere.url}/subscriptions` } });
    expect(await read()).toMatchObject({ ok: false, reason: 'unexpected-answer', httpStatus: 302 });
    expect(elsewhere.got).toEqual([]);
  });

  it.each([
    { kind: 'status', status: 429, retryAfterSeconds: 0 },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 500 },
    { kind: 'reset' },
  ] as const)('reads on after two of %j', async (fault) => {
    faultsOf(through).next({ fault, times: 2 });
    expect(await read()).toMatchObject({ ok: true });
    expect(faultsOf(through).pending()).toBe(0);
  });

  it.each([
    [
      { kind: 'status', status: 429, retryAfterSeconds: 300 },
      { reason: 'throttled', retryAfterMs: 300_000 },
    ],
    [
      { kind: 'status', status: 429 },
      { reason: 'throttled', httpStatus: 429 },
    ],
    [
      { kind: 'status', status: 503 },
      { reason: 'server-error', httpStatus: 503 },
    ],
    [{ kind: 'hang' }, { reason: 'timeout-unknown-outcome' }],
    [{ kind: 'status', status: 200, body: { nothing: true } }, { reason: 'unexpected-answer' }],
  ] as const)('gives up on %j that does not end', async (fault, refusal) => {
    faultsOf(through).next({ fault, times: 10 });
    if (fault.kind === 'hang') azure = connect(world, impatient);
    expect(await read()).toMatchObject({ ok: false, ...refusal });
  });
});

describe('identity', () => {
  it("says forbidden, with the service's words, to an identity without rights", async () => {
    world.azure.state.callers = [];
    const outcome = await azure.rbac.assignmentsIn(subscriptionId());
    expect(outcome).toMatchObject({ ok: false, reason: 'forbidden', serviceCode: 'AuthorizationFailed' });
    expect(outcome.requestIds).toHaveLength(1);
  });
});
