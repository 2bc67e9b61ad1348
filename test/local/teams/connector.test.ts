import { ALERTS, cardActivity, encoded, PEOPLE, postThread, type Rig, SECOPS, startRig, TENANT } from './harness';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const hello = { type: 'message', text: 'hello' };
const mriOf = (id: string) => rig.teams.control.world.person(id)?.mri ?? '';

describe('conversations and activities', () => {
  test('a new thread answers 201 with the ids inside each other', async () => {
    const { id, activityId } = await postThread(rig, hello);
    expect(id).toBe(`${ALERTS};messageid=${activityId}`);
    const { threads } = await rig.client.open('mia', ALERTS);
    expect(threads.map(({ root }) => root.text)).toEqual(['hello']);
  });

  test('replies go to the thread of the conversation id, whatever the replied-to id is', async () => {
    const { id, activityId } = await postThread(rig, hello);
    const plain = await rig.connector('POST', `v3/conversations/${encoded(id)}/activities`, {
      type: 'message',
      text: 'one',
    });
    const reply = await rig.connector('POST', `v3/conversations/${encoded(id)}/activities/invented-id`, {
      type: 'message',
      text: 'two',
    });
    expect([plain.status, reply.status]).toEqual([201, 201]);
    const [thread] = (await rig.client.open('mia', id)).threads;
    expect(thread?.root.id).toBe(activityId);
    expect(thread?.replies.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  test('update and delete act on the same message; afterwards it is not found', async () => {
    const { id, activityId } = await postThread(rig, hello);
    const path = `v3/conversations/${encoded(id)}/activities/${activityId}`;
    expect((await rig.connector('PUT', path, { type: 'message', text: 'new' })).status).toBe(200);
    expect((await rig.client.messages('mia', id))[0]).toMatchObject({ text: 'new', editedAt: rig.clock.now() });
    expect((await rig.connector('DELETE', path)).status).toBe(200);
    expect((await rig.client.messages('mia', id))[0]).toMatchObject({ deleted: true });
    expect(await rig.connector('PUT', path, hello)).toMatchObject({
      status: 404,
      body: { error: { code: 'ActivityNotFoundInConversation' } },
    });
  });

  test('a message is not found under another thread', async () => {
    const first = await postThread(rig, hello);
    const second = await postThread(rig, hello);
    const path = `v3/conversations/${encoded(second.id)}/activities/${first.activityId}`;
    expect((await rig.connector('PUT', path, hello)).body).toMatchObject({
      error: { code: 'ActivityNotFoundInConversation' },
    });
  });

  test.each(['objectId', 'mri'] as const)('a personal chat is created by %s and is one per person', async (key) => {
    const person = rig.teams.control.world.person('mia');
    const members = [{ id: person?.[key] }];
    const { status, body } = await rig.connector('POST', 'v3/conversations', {
      isGroup: false,
      members,
      tenantId: TENANT,
    });
    expect(status).toBe(201);
    expect(body.id).toMatch(/^a:/);
    const again = await rig.connector('POST', 'v3/conversations', { isGroup: false, members: [{ id: person?.mri }] });
    expect(again.body.id).toBe(body.id);
  });

  test('a personal chat is no place for a handle, a user principal name or two people', async () => {
    const create = (members: { id: string }[]) => rig.connector('POST', 'v3/conversations', { members });
    expect((await create([{ id: 'mia' }])).status).toBe(404);
    expect((await create([{ id: 'mia@contoso.com' }])).status).toBe(404);
    expect((await create([{ id: mriOf('mia') }, { id: mriOf('tom') }])).status).toBe(400);
  });
});

describe('refusals', () => {
  test('unknown channel, other tenant, bot removed, nothing to say', async () => {
    const to = (channel: string, extra = {}) => ({
      activity: hello,
      channelData: { channel: { id: channel } },
      ...extra,
    });
    expect((await rig.connector('POST', 'v3/conversations', to('19:none@thread.tacv2'))).status).toBe(404);
    expect((await rig.connector('POST', 'v3/conversations', to(ALERTS, { tenantId: 'other' }))).status).toBe(403);
    expect(
      (await rig.connector('POST', 'v3/conversations', to(ALERTS, { activity: { type: 'message' } }))).status,
    ).toBe(400);
    rig.teams.control.world.botInTeam = false;
    expect(await rig.connector('POST', 'v3/conversations', to(ALERTS))).toMatchObject({
      status: 403,
      body: { error: { code: 'BotNotInConversationRoster' } },
    });
  });

  test('a message over 100 KB in UTF-16 is 413', async () => {
    const { id } = await postThread(rig, hello);
    const path = `v3/conversations/${encoded(id)}/activities`;
    expect((await rig.connector('POST', path, { type: 'message', text: 'x'.repeat(40_000) })).status).toBe(201);
    expect(await rig.connector('POST', path, { type: 'message', text: 'x'.repeat(52_000) })).toMatchObject({
      status: 413,
      body: { error: { code: 'MessageSizeTooBig' } },
    });
  });

  test('more than 60 people in refresh.userIds is refused', async () => {
    const { id } = await postThread(rig, hello);
    const userIds = Array.from({ length: 61 }, (_, index) => `29:${index}`);
    const refresh = { action: { type: 'Action.Execute', verb: 'view' }, userIds };
    const answer = await rig.connector('POST', `v3/conversations/${encoded(id)}/activities`, cardActivity({ refresh }));
    expect(answer.status).toBe(400);
  });

  test('a verifying connector refuses a call without a good token', async () => {
    await rig.close();
    rig = await startRig({ verifyToken: (token) => token === 'good' });
    const call = (authorization?: string) =>
      fetch(`${rig.teams.url}v3/teams/${encoded(SECOPS)}`, authorization ? { headers: { authorization } } : {});
    expect((await call()).status).toBe(401);
    expect((await call('Bearer bad')).status).toBe(401);
    expect((await call('Bearer good')).status).toBe(200);
  });
});

describe('roster and team', () => {
  test('pages members and finds one by object id or MRI', async () => {
    const first = await rig.connector('GET', `v3/conversations/${encoded(SECOPS)}/pagedmembers?pageSize=2`);
    expect(first.body.members).toHaveLength(2);
    const token = String(first.body.continuationToken);
    const rest = await rig.connector(
      'GET',
      `v3/conversations/${encoded(SECOPS)}/pagedmembers?pageSize=2&continuationToken=${token}`,
    );
    expect(rest.body).toMatchObject({ members: [{ name: 'Gil Guest', userRole: 'guest' }] });
    expect(rest.body.continuationToken).toBeUndefined();
    for (const key of [PEOPLE[0]?.objectId ?? '', mriOf('mia')]) {
      const one = await rig.connector('GET', `v3/conversations/${encoded(ALERTS)}/members/${encoded(key)}`);
      expect(one.body).toMatchObject({
        id: mriOf('mia'),
        aadObjectId: PEOPLE[0]?.objectId,
        tenantId: TENANT,
        surname: 'Chen',
      });
    }
    const stranger = await rig.connector('GET', `v3/conversations/${encoded(ALERTS)}/members/${encoded(mriOf('gil'))}`);
    expect(stranger).toMatchObject({ status: 404, body: { error: { code: 'MemberNotFoundInConversation' } } });
  });

  test('describes the team; the General channel has no name', async () => {
    const team = await rig.connector('GET', `v3/teams/${encoded(SECOPS)}`);
    expect(team.body).toMatchObject({ id: SECOPS, channelCount: 2, memberCount: 3 });
    const { body } = await rig.connector('GET', `v3/teams/${encoded(SECOPS)}/conversations`);
    expect(body.conversations).toEqual([{ id: SECOPS }, { id: ALERTS, name: 'Console alerts' }]);
  });
});

describe('targeted messages', () => {
  test('only the recipient sees one', async () => {
    const { id } = await postThread(rig, hello);
    const recipient = { id: mriOf('mia'), isTargeted: true };
    const path = `v3/conversations/${encoded(id)}/activities?isTargetedActivity=true`;
    const sent = await rig.connector('POST', path, { type: 'message', text: 'for Mia', recipient });
    expect(sent.status).toBe(201);
    expect((await rig.client.messages('mia', id)).at(-1)).toMatchObject({ text: 'for Mia', onlyYou: true });
    expect((await rig.client.messages('tom', id)).map(({ text }) => text)).toEqual(['hello']);
  });

  test('needs a recipient of the roster, and none when updating', async () => {
    const { id, activityId } = await postThread(rig, hello);
    const path = `v3/conversations/${encoded(id)}/activities`;
    expect((await rig.connector('POST', `${path}?isTargetedActivity=true`, hello)).status).toBe(400);
    const stranger = { ...hello, recipient: { id: mriOf('gil') } };
    expect((await rig.connector('POST', `${path}?isTargetedActivity=true`, stranger)).status).toBe(403);
    const update = await rig.connector('PUT', `${path}/${activityId}?isTargetedActivity=true`, stranger);
    expect(update.status).toBe(400);
  });
});
