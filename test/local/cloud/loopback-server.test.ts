import { createFaults, type Fault } from '../../../src/local/cloud/faults';
import { startLoopbackServer } from '../../../src/local/cloud/loopback-server';
import { fail, type Handler } from '../../../src/local/cloud/wire';

let handled = 0;
const faults = createFaults();

async function withServer<T>(handle: Handler, run: (url: string) => Promise<T>): Promise<T> {
  handled = 0;
  faults.clear();
  const counted: Handler = (request) => {
    handled++;
    return handle(request);
  };
  const server = await startLoopbackServer({ faults, handle: counted });
  try {
    return await run(server.url);
  } finally {
    await server.close();
  }
}
const ok: Handler = ({ path, query, body }) => ({ status: 200, body: { value: [], path, query: `${query}`, body } });

it('listens on loopback, collapses slashes, decodes the path and parses the body', () =>
  withServer(ok, async (url) => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const reply = await fetch(`${url}//a//b%20c?x=1`, { method: 'POST', body: '{"n":1}' });
    expect(await reply.json()).toMatchObject({ path: '/a/b c', query: 'x=1', body: { n: 1 } });
    expect(reply.headers.get('x-ms-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }));

it('answers 400 to what is not JSON, the error of a handler, and 500 when a handler breaks', async () => {
  await withServer(ok, async (url) => expect((await fetch(url, { method: 'POST', body: '{' })).status).toBe(400));
  await withServer(
    () => fail(409, 'ScopeLocked', 'locked'),
    async (url) =>
      expect(await (await fetch(url)).json()).toEqual({ error: { code: 'ScopeLocked', message: 'locked' } }),
  );
  await withServer(
    () => {
      throw new Error('a bug of the emulator');
    },
    async (url) => expect(await (await fetch(url)).text()).toContain('a bug of the emulator'),
  );
});

it('counts, skips and matches faults', () =>
  withServer(ok, async (url) => {
    const fault: Fault = { kind: 'status', status: 503 };
    faults.next({ match: { method: 'get', pathIncludes: '/ROLE' }, fault, skip: 1, times: 2 });
    const status = async (path: string, method = 'GET') => (await fetch(`${url}${path}`, { method })).status;
    expect([await status('/role'), await status('/other'), await status('/role', 'PUT')]).toEqual([200, 200, 200]);
    expect(faults.pending()).toBe(1);
    expect([await status('/role'), await status('/role'), await status('/role')]).toEqual([503, 503, 200]);
    expect(faults.pending()).toBe(0);
  }));

it.each([
  ['reset', 0],
  ['reset-after', 1],
  ['hang', 0],
  ['hang-after', 1],
] as const)('%s: the work is done %i times', (kind, times) =>
  withServer(ok, async (url) => {
    faults.next({ fault: { kind } });
    const reading = fetch(url, { signal: AbortSignal.timeout(300) }).then((reply) => reply.json());
    await expect(reading).rejects.toThrow();
    expect(handled).toBe(times);
  }));

it('names the pause of a 429 only where told to', () =>
  withServer(ok, async (url) => {
    faults.next({ fault: { kind: 'status', status: 429, retryAfterSeconds: 9 } });
    faults.next({ fault: { kind: 'status', status: 429 } });
    expect((await fetch(url)).headers.get('retry-after')).toBe('9');
    expect((await fetch(url)).headers.has('retry-after')).toBe(false);
  }));

it('bends next page links', () =>
  withServer(ok, async (url) => {
    faults.next({ fault: { kind: 'repeat-page' } });
    faults.next({ fault: { kind: 'foreign-next-link', origin: 'http://127.0.0.1:1' } });
    expect(await (await fetch(`${url}/list?a=b`)).json()).toMatchObject({ nextLink: `${url}/list?a=b` });
    expect(await (await fetch(`${url}/list?a=b`)).json()).toMatchObject({ nextLink: 'http://127.0.0.1:1/list?a=b' });
  }));
