import { roles } from '../../src/local/tenant/operations';
import { brazil, office, operationRow, vmOf } from '../support/console-rows';
import { minute, openWorld, type StoryWorld, shownText, type Who } from '../support/world-client';

describe('what is done without any console is an alert too', () => {
  let world: StoryWorld;
  let now = 0;
  let subscription = '';

  const pass = async (ms: number) => {
    await world.advance(ms);
    now += ms;
  };
  const happens = async (wish: Omit<Parameters<typeof operationRow>[0], 'at'>, lateMs = 0) => {
    const row = operationRow({ ...wish, at: now - lateMs, visibleAt: now + 1_000 });
    await world.addRows([row]);
    await pass(minute);
    return row;
  };
  const user = (who: Who, ip = office) => ({ objectId: world.people[who], upn: `${who}@contoso.com`, ip });
  const assignment = (name: string) =>
    `/subscriptions/${subscription}/resourceGroups/web/providers/Microsoft.Authorization/roleAssignments/${name}`;
  const written = 'MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE';
  const removed = 'MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/DELETE';

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    now = world.now;
    subscription = world.subscriptionIds[0] ?? '';
    await world.poll();
    await world.settle();
  });
  afterAll(() => world.close());

  test('the Activity log’s diagnostic setting is deleted: a card of its own, at once, with nothing that was not seen', async () => {
    const target = `/subscriptions/${subscription}/providers/Microsoft.Insights/diagnosticSettings/to-sentinel`;
    const operation = 'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE';
    const row = await happens({ ...user('tom', brazil), operation, target });
    const card = await world.expectCard('mia', /to-sentinel was deleted by this principal/);
    const text = shownText(card);
    expect(text).toMatch(/HIGH/);
    expect(text).toMatch(/tom@contoso\.com \(user\), no console use: the Activity log’s diagnostic setting/);
    expect(text).toMatch(/WHERE\s+no console use[\s\S]*diagnostic setting deleted, sub prod-01/);
    expect(text).not.toMatch(/may still be connected|boot diagnostics|let in by/);
    // The same row again, as an overlapping poll reads it, and another day's copy.
    await world.addRows([{ ...row, EventDataId: 'copy', _IngestionTime: new Date(now + 1_000).toISOString() }]);
    await pass(2 * minute);
    const said = (await world.channel('mia')).filter((one) => /to-sentinel was deleted/.test(shownText(one)));
    expect(said).toHaveLength(1);
  });

  test('a role is written for somebody judged malicious: his alert, not that of whoever wrote it', async () => {
    await happens({ ...user('eva', brazil), target: vmOf(subscription, 'identity', 'dc01') });
    const first = await world.expectCard('ken', /eva@contoso\.com[\s\S]*Acknowledge/);
    const id = /A-\d+/.exec(shownText(first))?.[0] ?? '';
    await world.teams.send('ken', world.channels.alerts, `@${world.bot.name} resolve ${id} malicious because stolen`);
    await world.settle();
    await pass(minute);
    const requestbody = JSON.stringify({
      Properties: {
        PrincipalId: world.people.eva,
        RoleDefinitionId: 'r',
        Scope: `/subscriptions/${subscription}/resourceGroups/web`,
      },
    });
    await happens({ ...user('tom'), operation: written, target: assignment('n1'), properties: { requestbody } });
    const card = await world.expectCard('ken', /tom@contoso\.com wrote a role on resource group web for it/);
    expect(shownText(card)).toMatch(/eva@contoso\.com \(user\), no console use/);
    expect(shownText(card)).toMatch(new RegExp(`after ${id} had been judged malicious`));
    expect(shownText(card)).toMatch(/nothing came from this principal/);
  });

  test('and the review of it looks at the machines of the alert before', async () => {
    const card = await world.expectCard('ken', /wrote a role on resource group web for it/);
    await world.press('ken', card, 'Review permissions');
    await pass(minute);
    await world.expectCard('ken', /REVIEW R-\d+[\s\S]*eva@contoso\.com/);
  });

  test('a role assignment of the bot itself is deleted: known by its name, since the row names nobody', async () => {
    const scope = `/subscriptions/${subscription}/resourceGroups/web`;
    const name = await world.grant({ principalId: world.writerObjectId, roleGuid: roles.vmContributor.id, scope });
    await world.restart();
    await pass(minute);
    const health = await world.told('lee', world.channels.alerts, `@${world.bot.name} health`, /own rights/);
    expect(shownText(health)).toMatch(/own rights[\s\S]*1 role assignment of this bot known/);
    const target = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    await happens({ ...user('tom', brazil), operation: removed, target });
    const card = await world.expectCard('mia', /a role of this bot on .* was taken away by this principal/);
    expect(shownText(card)).toMatch(/CRITICAL/);
  });

  test('or by the principal in ARM’s answer, where the log kept it', async () => {
    const responseBody = JSON.stringify({
      properties: { principalId: world.writerObjectId, scope: `/subscriptions/${subscription}` },
    });
    await happens({ ...user('ken'), operation: removed, target: assignment('n2'), properties: { responseBody } });
    await world.expectCard('mia', /ken@contoso\.com \(user\), no console use: a role of this bot on/);
  });
});
