import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { named, startBridge } from '../../../src/local/playground/bridge';

const person = { objectId: 'lee-object-id', name: 'Lee Chen' };

describe('the bridge to the Agents Playground', () => {
  it('names tenant and person, whatever the Playground says', () => {
    const activity = {
      type: 'message',
      channelId: 'emulator',
      serviceUrl: 'http://localhost:56150/_connector',
      from: { id: 'user-1', name: 'Alex Wilber', aadObjectId: 'alex' },
      conversation: { id: 'team-id', tenantId: 'theirs' },
      channelData: { tenant: { id: 'theirs' }, channel: { id: 'team-id' } },
    };
    expect(named(activity, { tenantId: 'ours', person })).toMatchObject({
      channelId: 'msteams',
      from: { id: 'user-1', aadObjectId: 'lee-object-id', name: 'Lee Chen' },
      conversation: { id: 'team-id', tenantId: 'ours' },
      channelData: { tenant: { id: 'ours' }, channel: { id: 'team-id' } },
    });
  });

  it('signs for the activity’s service URL, and hands the answer of the bot back', async () => {
    const seen: string[] = [];
    const bot = createServer((request, response) => {
      seen.push(request.headers.authorization ?? 'none');
      request.resume();
      response.statusCode = 202;
      response.end('{"statusCode":200}');
    });
    await new Promise<void>((resolve) => bot.listen(0, '127.0.0.1', resolve));
    const botEndpoint = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/api/messages`;
    const bridge = await startBridge({ botEndpoint, tenantId: 'ours', person, signToken: async (url) => `for ${url}` });
    const answer = await fetch(bridge.endpoint, {
      method: 'POST',
      body: JSON.stringify({ type: 'message', serviceUrl: 'http://localhost:1/_connector' }),
    });
    expect([answer.status, await answer.text()]).toEqual([202, '{"statusCode":200}']);
    expect(seen).toEqual(['Bearer for http://localhost:1/_connector']);
    const broken = await fetch(bridge.endpoint, { method: 'POST', body: 'no json' });
    expect(broken.status).toBe(502);
    await bridge.close();
    await new Promise((resolve) => bot.close(resolve));
  });
});
