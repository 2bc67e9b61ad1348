import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALERTS, cardActivity, postThread, type Rig, startRig } from './harness';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ commands: [{ title: 'recent', description: 'Recent uses' }] });
});
afterAll(() => rig.close());

const fetchPage = (path: string, init: RequestInit = {}) => fetch(new URL(path, rig.teams.pageUrl), init);
const PAGE = join(__dirname, '../../../src/local/teams/page');

describe('the page', () => {
  test('everything it names is served from here, under a strict policy', async () => {
    const html = await fetchPage('/');
    const text = await html.text();
    expect(html.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(html.headers.get('content-security-policy')).not.toContain('unsafe');
    const named = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(named).toContain('/lib/adaptivecards.js');
    for (const path of named) expect([path, (await fetchPage(path)).status]).toEqual([path, 200]);
    expect(text).not.toMatch(/https?:\/\//);
  });

  test('every module its modules import exists', () => {
    for (const file of readdirSync(PAGE).filter((name) => name.endsWith('.js'))) {
      const imports = [...readFileSync(join(PAGE, file), 'utf8').matchAll(/from '\.\/([^']+)'/g)].map(
        ([, name]) => name ?? '',
      );
      for (const name of imports) expect(readdirSync(PAGE)).toContain(name);
    }
  });

  test('nothing above its folder is served', async () => {
    for (const path of ['/../package.json', '/..%2fpackage.json', '/lib/other.js', '/page/app.js']) {
      expect([path, (await fetchPage(path)).status]).toEqual([path, 404]);
    }
  });

  test('another origin may not use its API', async () => {
    expect((await fetchPage('/api/world', { headers: { origin: 'http://evil.example' } })).status).toBe(403);
    expect((await fetchPage('/api/world', { headers: { origin: rig.teams.pageUrl } })).status).toBe(200);
  });
});

describe('its API', () => {
  test('describes the world, and how many messages wait for whom', async () => {
    const world = (await (await fetchPage('/api/world')).json()) as { people: unknown[]; commands: unknown[] };
    expect(world.people).toHaveLength(3);
    expect(world.commands).toEqual([{ title: 'recent', description: 'Recent uses' }]);
    expect(await (await fetchPage('/api/badges')).json()).toEqual({ mia: 0, tom: 0, gil: 0 });
  });

  test('a mistake of the caller is one sentence', async () => {
    const send = (body: object) => fetchPage('/api/press', { method: 'POST', body: JSON.stringify(body) });
    expect((await send({})).status).toBe(400);
    const answer = await send({ as: 'nobody', activityId: '1', action: 'x' });
    expect(await answer.json()).toEqual({ error: 'Nobody is called "nobody"; there are mia, tom, gil.' });
    expect((await fetchPage(`/api/conversation?as=gil&id=${encodeURIComponent(ALERTS)}`)).status).toBe(400);
  });

  test('a press by place is refused when another title stands there by now', async () => {
    const actions = [
      { type: 'Action.Execute', title: 'Approve', verb: 'a' },
      { type: 'Action.Execute', title: 'Reject', verb: 'r' },
    ];
    const { activityId } = await postThread(rig, cardActivity({ actions }));
    const press = (nth: number, action: string) =>
      fetchPage('/api/press', { method: 'POST', body: JSON.stringify({ as: 'mia', activityId, nth, action }) });
    expect((await press(1, 'Reject')).status).toBe(200);
    expect((await press(0, 'Reject')).status).toBe(400);
  });
});
