import { retryAfterOf } from '../../src/chat/ports';
import { createHttpCaller } from '../../src/outbound/http-caller';
import { type Receiver, startReceiver } from '../support/receiver';

describe('calls to endpoints of the configuration', () => {
  let receiver: Receiver;
  const http = createHttpCaller();
  const post = (headers: Readonly<Record<string, string>> = {}) =>
    http.post(`${receiver.url}/secret-in-the-path`, headers, '{"routing_key":"secret-key"}');

  beforeAll(async () => {
    receiver = await startReceiver();
  });
  afterAll(() => receiver.close());

  test('carry the body and headers as given', async () => {
    expect(await post({ 'x-own': '1' })).toMatchObject({ ok: true });
    expect(receiver.calls.at(-1)).toMatchObject({
      path: '/secret-in-the-path',
      headers: { 'x-own': '1', 'content-type': 'application/json' },
      text: '{"routing_key":"secret-key"}',
    });
  });

  test.each([
    [400, 'rejected'],
    [401, 'rejected'],
    [404, 'rejected'],
    [408, 'unreachable'],
    [500, 'unreachable'],
    [502, 'unreachable'],
    [503, 'throttled'],
  ])('%i is %s, and repeats neither the address nor what was answered', async (status, reason) => {
    receiver.answers.push({ status, body: 'invalid key secret-key' });
    const refused = await post();
    expect(refused).toMatchObject({ ok: false, reason, message: expect.stringContaining(`answered ${status}`) });
    expect(JSON.stringify(refused)).not.toMatch(/secret/);
  });

  test('429 says how long to wait', async () => {
    receiver.answers.push({ status: 429, headers: { 'retry-after': '7' } });
    expect(retryAfterOf(await post())).toBe(7_000);
  });

  test('a redirect is not followed: nothing goes to an origin nobody configured', async () => {
    const other = await startReceiver();
    receiver.answers.push({ status: 307, headers: { location: `${other.url}/stolen` } });
    expect(await post()).toMatchObject({ ok: false, reason: 'rejected' });
    expect(other.calls).toEqual([]);
    await other.close();
  });

  test('nobody there is tried again, and named by host alone', async () => {
    const gone = await startReceiver();
    await gone.close();
    const refused = await http.get(`${gone.url}/secret-in-the-path`);
    expect(refused).toMatchObject({
      ok: false,
      reason: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect(JSON.stringify(refused)).not.toMatch(/secret/);
  });
});
