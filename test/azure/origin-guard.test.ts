import { Agent } from 'node:http';
import { createHttpHeaders, createPipelineRequest, type PipelineRequest } from '@azure/core-rest-pipeline';
import { ForeignLinkError, guardOrigin } from '../../src/azure/origin-guard';

const scope = 'https://management.azure.com/.default';
const next = (request: PipelineRequest) => Promise.resolve({ request, status: 200, headers: createHttpHeaders() });

describe('which endpoints it accepts', () => {
  it('takes https as it is', () => {
    expect(guardOrigin({ origin: 'https://management.azure.com', scope }, false)).toMatchObject({
      endpoint: 'https://management.azure.com',
      allowInsecureConnection: false,
    });
  });

  it.each([
    'http://127.0.0.1:4000',
    'http://localhost:4000',
    'http://[::1]:4000',
  ])('takes %s only when allowed', (origin) => {
    expect(guardOrigin({ origin, scope }, true).allowInsecureConnection).toBe(true);
    expect(() => guardOrigin({ origin, scope }, false)).toThrow('ALLOW_INSECURE_LOOPBACK');
  });

  it.each([
    'http://management.azure.com',
    'http://10.0.0.4',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://1270.0.0.1.nip.io',
    'ftp://127.0.0.1',
  ])('never takes %s', (origin) => {
    expect(() => guardOrigin({ origin, scope }, true)).toThrow();
  });
});

describe('which requests it lets pass', () => {
  const secure = guardOrigin({ origin: 'https://management.azure.com', scope }, false);
  const local = guardOrigin({ origin: 'http://127.0.0.1:4000', scope }, true);
  const send = (policy: typeof secure.exit, url: string) => policy.sendRequest(createPipelineRequest({ url }), next);

  it.each([
    'https://evil.example/subscriptions',
    'https://management.azure.com.evil.example/',
    'https://management.azure.com@evil.example/',
    'https://management.azure.com:8443/',
    'http://management.azure.com/',
  ])('refuses %s at both ends', (url) => {
    expect(() => send(secure.entry, url)).toThrow(ForeignLinkError);
    expect(() => send(secure.exit, url)).toThrow(ForeignLinkError);
  });

  it('shows the bearer policy https and sends http, on loopback only', async () => {
    const entered = await send(local.entry, 'http://127.0.0.1:4000/page2');
    expect(entered.request.url).toBe('https://127.0.0.1:4000/page2');
    const left = await send(local.exit, 'https://127.0.0.1:4000/page2');
    expect(left.request.url).toBe('http://127.0.0.1:4000/page2');
    expect(() => send(local.exit, 'https://127.0.0.1:4001/page2')).toThrow(ForeignLinkError);
  });

  it('takes the proxy off a loopback request', async () => {
    const request = createPipelineRequest({ url: 'https://127.0.0.1:4000/' });
    request.agent = new Agent();
    expect((await local.exit.sendRequest(request, next)).request.agent).toBeUndefined();
  });
});
