import { ALERTS, encoded, postThread, type Rig, startRig } from './harness';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const hello = { type: 'message', text: 'hello' };
const reply = (id: string) => rig.connector('POST', `v3/conversations/${encoded(id)}/activities`, hello);

describe('the four rate windows', () => {
  test('the eighth call within a second waits, another conversation does not', async () => {
    const { id } = await postThread(rig, hello);
    for (let call = 0; call < 7; call += 1) expect((await reply(id)).status).toBe(201);
    const refused = await reply(id);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    const other = await postThread(rig, hello);
    expect((await reply(other.id)).status).toBe(201);
  });

  test('two seconds hold eight, thirty seconds sixty, an hour 1,800', async () => {
    const { id } = await postThread(rig, hello);
    const burst = async (calls: number, everyMs: number) => {
      let admitted = 0;
      for (let call = 0; call < calls; call += 1) {
        if ((await reply(id)).status === 201) admitted += 1;
        rig.clock.advance(everyMs);
      }
      return admitted;
    };
    expect(await burst(10, 150)).toBe(8);
    rig.clock.advance(30_000);
    expect(await burst(70, 300)).toBe(60);
  });

  test('a refused call does not count', async () => {
    const { id } = await postThread(rig, hello);
    for (let call = 0; call < 12; call += 1) await reply(id);
    rig.clock.advance(2_000);
    for (let call = 0; call < 7; call += 1) expect((await reply(id)).status).toBe(201);
  });
});

describe('planned faults', () => {
  test.each([412, 429, 500, 502, 504] as const)('%s once, with nothing done', async (kind) => {
    const { id } = await postThread(rig, hello);
    await rig.client.fail({ kind, retryAfterSeconds: 7 });
    const refused = await reply(id);
    expect(refused.status).toBe(kind);
    expect(refused.headers.get('retry-after')).toBe('7');
    expect((await rig.client.messages('mia', id)).length).toBe(1);
    expect((await reply(id)).status).toBe(201);
  });

  test('a reset does nothing; a lost answer was done', async () => {
    const { id } = await postThread(rig, hello);
    await rig.client.fail({ kind: 'reset' });
    await expect(reply(id)).rejects.toThrow();
    expect((await rig.client.messages('mia', id)).length).toBe(1);
    await rig.client.fail({ kind: 'lost-answer' });
    await expect(reply(id)).rejects.toThrow();
    expect((await rig.client.messages('mia', id)).length).toBe(2);
  });

  test('only the calls it names, and as often as planned', async () => {
    await rig.client.fail({ kind: 500, times: 2, method: 'PUT', pathContains: ALERTS });
    const { id, activityId } = await postThread(rig, hello);
    const update = () => rig.connector('PUT', `v3/conversations/${encoded(id)}/activities/${activityId}`, hello);
    expect([(await update()).status, (await update()).status, (await update()).status]).toEqual([500, 500, 200]);
    expect((await rig.client.calls()).map(({ method, status }) => `${method} ${status}`)).toEqual([
      'POST 201',
      'PUT 500',
      'PUT 500',
      'PUT 200',
    ]);
  });
});
