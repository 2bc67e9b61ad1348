import { connect } from 'node:net';
import { type Listening, serveHttp } from '../../src/teams/http-server';

/** A client that sends a byte now and then would otherwise hold a socket for ever. */
let server: Listening;
let parsed = 0;
beforeAll(async () => {
  const nothing = () => ({ status: 200, contentType: 'text/plain', body: '' });
  server = await serveHttp({
    port: 0,
    host: '127.0.0.1',
    health: nothing,
    ready: nothing,
    metrics: nothing,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    patience: { headersMs: 100, requestMs: 200, checkMs: 20 },
    messages: async () => {
      parsed += 1;
      return { status: 200 };
    },
  });
});
afterAll(() => server.close(0));

/** Sends the beginning, then a byte every 20 ms until the server has had enough; answers with the status line. */
function drip(beginning: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(beginning));
    const timer = setInterval(() => socket.write('x'), 20);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (!['EPIPE', 'ECONNRESET'].includes(error.code ?? '')) reject(error);
    });
    socket.on('close', () => {
      clearInterval(timer);
      resolve(answer.split('\r\n')[0] ?? '');
    });
  });
}

test.each([
  ['headers that never end', 'POST /api/messages HTTP/1.1\r\nHost: bot\r\nX-Slow: '],
  ['a body that never ends', 'POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Length: 100000\r\n\r\n{"type":"'],
])('%s are cut off, and nothing is handled', async (_name, beginning) => {
  expect(await drip(beginning)).toBe('HTTP/1.1 408 Request Timeout');
  expect(parsed).toBe(0);
});
