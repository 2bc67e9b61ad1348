import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mayUpload, uploadFile } from '../../src/teams/upload';

const open = { allowInsecureLoopback: true, timeoutMs: 2_000 };

describe('where a file may go', () => {
  test.each([
    ['https://contoso-my.sharepoint.com/personal/mia/_api/v2.0/drive/items/x/uploadSession?guid=1', true],
    ['https://contoso-my.sharepoint.cn/x', true],
    ['https://contoso-my.sharepoint.us/x', true],
    ['http://contoso-my.sharepoint.com/x', false],
    ['https://contoso-my.sharepoint.com:8443/x', false],
    ['https://sharepoint.com.evil.example/x', false],
    ['https://evilsharepoint.com/x', false],
    ['https://sharepoint.com/x', false],
    ['https://user:pass@contoso-my.sharepoint.com/x', false],
    ['https://169.254.169.254/metadata', false],
    ['http://127.0.0.1:80/x', false],
    ['file:///etc/passwd', false],
    ['no address', false],
  ])('%s: %s', (address, allowed) => {
    expect(mayUpload(address, { allowInsecureLoopback: false })).toBe(allowed);
  });

  test('loopback only for emulators', () => {
    expect(mayUpload('http://127.0.0.1:4000/upload/1', { allowInsecureLoopback: true })).toBe(true);
    expect(mayUpload('http://192.168.1.1/upload/1', { allowInsecureLoopback: true })).toBe(false);
  });
});

describe('an upload', () => {
  const seen: { method: string; headers: Record<string, unknown>; body: string }[] = [];
  let answer: { status: number; headers?: Record<string, string> } = { status: 201 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      seen.push({ method: request.method ?? '', headers: request.headers, body });
      // Two calls: restify, loaded by another file of the same worker, takes the chaining away from Node's responses.
      response.writeHead(answer.status, answer.headers);
      response.end();
    });
  });
  let url = '';
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/upload/secret-session`;
          resolve();
        });
      }),
  );
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('is one PUT of the whole with its range, and carries no token', async () => {
    expect(await uploadFile(url, Buffer.from('{"a":"ä"}\n'), open)).toEqual({ ok: true, value: undefined });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'PUT',
      body: '{"a":"ä"}\n',
      headers: { 'content-range': 'bytes 0-10/11' },
    });
    expect(seen[0]?.headers.authorization).toBeUndefined();
  });

  test.each([
    [403, 'forbidden'],
    [404, 'gone'],
    [413, 'too-large'],
    [500, 'unreachable'],
  ])('an answer %s is %s, in words that do not hold the address', async (status, reason) => {
    answer = { status };
    const outcome = await uploadFile(url, Buffer.from('x'), open);
    expect(outcome).toMatchObject({ ok: false, reason });
    expect(JSON.stringify(outcome)).not.toContain('secret-session');
  });

  test('follows no redirect', async () => {
    answer = { status: 307, headers: { location: 'http://127.0.0.1:1/elsewhere' } };
    const before = seen.length;
    expect((await uploadFile(url, Buffer.from('x'), open)).ok).toBe(false);
    expect(seen).toHaveLength(before + 1);
  });

  test('asks nothing of an address that is no file store', async () => {
    const before = seen.length;
    expect(await uploadFile(url, Buffer.from('x'), { ...open, allowInsecureLoopback: false })).toMatchObject({
      ok: false,
      reason: 'forbidden',
    });
    expect(seen).toHaveLength(before);
  });
});
