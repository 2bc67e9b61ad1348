import { type HttpOptions, type Listening, serveHttp } from '../../src/teams/http-server';

const say = (body: string) => () => ({ status: 200, contentType: 'text/plain', body });
const open: Listening[] = [];

async function serve(ports: Pick<HttpOptions, 'port' | 'metricsPort'>): Promise<Listening> {
  const server = await serveHttp({
    ...ports,
    host: '127.0.0.1',
    health: say('alive'),
    ready: say('ready'),
    metrics: say('# figures'),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    messages: async () => ({ status: 200 }),
  });
  open.push(server);
  return server;
}

afterEach(async () => void (await Promise.all(open.splice(0).map((server) => server.close(0).catch(() => undefined)))));

async function answerOf(port: number | undefined, path: string) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return [response.status, await response.text()];
}

test('the figures stand on the port of the service when nothing else is said', async () => {
  const server = await serve({ port: 0 });
  expect(server.metricsPort).toBeUndefined();
  expect(await answerOf(server.port, '/metrics')).toEqual([200, '# figures']);
});

test('with a port of their own they are nowhere else, and nothing else is there', async () => {
  const server = await serve({ port: 0, metricsPort: 0 });
  expect(await answerOf(server.metricsPort, '/metrics')).toEqual([200, '# figures']);
  expect((await answerOf(server.port, '/metrics'))[0]).toBe(404);
  expect(await answerOf(server.port, '/healthz')).toEqual([200, 'alive']);
  for (const path of ['/healthz', '/readyz', '/about', '/api/messages'])
    expect((await answerOf(server.metricsPort, path))[0]).toBe(404);
});

test('both end with the service', async () => {
  const server = await serve({ port: 0, metricsPort: 0 });
  await server.close(0);
  for (const port of [server.port, server.metricsPort]) await expect(answerOf(port, '/metrics')).rejects.toThrow();
});

describe('a port that is taken', () => {
  it.each([
    ['PORT', (taken: number) => ({ port: taken })],
    ['METRICS_PORT', (taken: number) => ({ port: 0, metricsPort: taken })],
  ])('is told with the variable that moves it: %s', async (variable, ports) => {
    const { port } = await serve({ port: 0 });
    await expect(serve(ports(port))).rejects.toThrow(
      `port ${port} is taken: another process listens there. Stop it, or set ${variable}.`,
    );
  });
});
