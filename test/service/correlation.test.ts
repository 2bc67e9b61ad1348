import { setTimeout as later } from 'node:timers/promises';
import { createRbacReader } from '../../src/azure/rbac-reader';
import { createRbacWriter } from '../../src/azure/rbac-writer';
import { type IdentityEmulator, startIdentity } from '../../src/local/identity/identity-emulator';
import { withIds } from '../../src/service/correlation';
import { createMetrics } from '../../src/service/metrics';
import { observeAzure, observeChat } from '../../src/service/observe';
import { createPinoLog } from '../../src/service/pino-log';
import { credentials, quick, useIdentity } from '../azure/connect';
import { armResource, startWorld, type World } from '../local/arm/world';

type Line = Readonly<Record<string, unknown>>;

function keptLog() {
  const lines: Line[] = [];
  const log = createPinoLog('info', { write: (text) => void lines.push(JSON.parse(text) as Line) });
  return { log, lines };
}

describe('ids in the log', () => {
  it('are on every line of the work, and on no other', async () => {
    const { log, lines } = keptLog();
    log.info({}, 'before');
    await withIds({ activity: 'a-1' }, async () => {
      await later(1);
      await withIds({ query: 'console' }, async () => log.info({}, 'inside'));
      log.info({}, 'still');
    });
    log.info({}, 'after');
    expect(lines.map(({ msg, activity, query }) => [msg, activity, query])).toEqual([
      ['before', undefined, undefined],
      ['inside', 'a-1', 'console'],
      ['still', 'a-1', undefined],
      ['after', undefined, undefined],
    ]);
  });

  it('keep two pieces of work apart that run at once', async () => {
    const { log, lines } = keptLog();
    const work = (activity: string, ms: number) =>
      withIds({ activity }, async () => {
        await later(ms);
        log.info({ said: activity }, 'done');
      });
    await Promise.all([work('a', 4), work('b', 1)]);
    expect(lines.map(({ said, activity }) => said === activity)).toEqual([true, true]);
  });
});

describe('a request to Azure', () => {
  let identity: IdentityEmulator;
  let world: World;

  beforeAll(async () => {
    identity = await startIdentity();
    useIdentity(identity);
    world = await startWorld(identity);
  });
  afterAll(async () => {
    await world.close();
    await identity.close();
  });

  function observed() {
    const { log, lines } = keptLog();
    const metrics = createMetrics();
    const observe = observeAzure({ metrics, log })('arm');
    const { reader, writer } = credentials();
    if (writer === undefined) throw new Error('the writer is configured');
    const settings = {
      endpoint: { origin: world.azure.url, scope: `${armResource}/.default` },
      allowInsecureLoopback: true,
      limits: quick,
      observe,
    };
    return {
      lines,
      metrics,
      rbac: createRbacReader({ ...settings, credential: reader }),
      writer: createRbacWriter({ ...settings, credential: writer }),
    };
  }

  it('that changes something is logged with the press it serves and the id by which Azure finds it', async () => {
    const { writer, lines } = observed();
    const [assignment] = world.azure.state.roleAssignments;
    const id = `${world.ids.vm1}/providers/Microsoft.Authorization/roleAssignments/${assignment?.name}`;
    await withIds({ activity: 'press-7', subject: 'A-1' }, () => writer.remove(id));
    expect(lines.at(-1)).toMatchObject({ activity: 'press-7', subject: 'A-1', service: 'arm', method: 'DELETE' });
    expect(lines.at(-1)?.requestId).toEqual(expect.stringMatching(/\S{8}/));
    expect(String(lines.at(-1)?.path)).not.toContain('?');
  });

  it('that is throttled counts twice: for the pause, and as the retry that follows', async () => {
    const { rbac, metrics, lines } = observed();
    world.azure.faults.next({ fault: { kind: 'status', status: 429, retryAfterSeconds: 0 } });
    expect((await rbac.assignmentsAt(world.ids.vm1)).ok).toBe(true);
    const text = await metrics.text();
    expect(text).toContain('scw_azure_calls_total{service="arm",outcome="throttled"} 1');
    expect(text).toContain('scw_throttles_total{service="arm"} 1');
    expect(text).toMatch(/scw_azure_calls_total\{service="arm",outcome="good"\} [1-9]/);
    expect(lines.filter(({ msg }) => msg === 'azure: throttled')).toHaveLength(1);
  });
});

describe('what Teams sends', () => {
  it('is counted by verbs that exist, whatever a card claims', async () => {
    const metrics = createMetrics();
    const handle = observeChat(
      async () => ({ kind: 'refused', status: 400, code: 'unknown-verb', message: '' }),
      metrics,
    );
    const press = (verb: string) => ({ kind: 'press', id: '1', verb, data: { subject: '<b>A-1</b>' } }) as never;
    await handle(press('acknowledge'));
    await handle(press('drop tables'));
    const text = await metrics.text();
    expect(text).toContain('scw_presses_total{verb="acknowledge",outcome="refused"} 1');
    expect(text).toContain('scw_presses_total{verb="unknown",outcome="refused"} 1');
    expect(text).toContain('scw_refusals_total{code="unknown-verb"} 2');
    expect(text).not.toContain('drop');
  });
});
