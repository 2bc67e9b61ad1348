import { workloads } from '../../src/local/tenant/people';
import { brazil, operationRow, vmOf } from '../support/console-rows';
import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

type Seen = Awaited<ReturnType<StoryWorld['expectCard']>>;

describe('for a service principal or managed identity its owners are asked', () => {
  let world: StoryWorld;

  async function connects({ objectId }: { readonly objectId: string }, machine: string) {
    const target = vmOf(world.subscriptionIds[0], 'web', machine);
    const at = world.now - 8 * minute;
    await world.addRows([operationRow({ at, visibleAt: world.now + 1_000, objectId, ip: brazil, target })]);
    await world.advance(minute);
  }

  async function asking(card: Seen) {
    return world.press('mia', card, 'Ask');
  }

  beforeAll(async () => {
    world = await openWorld();
    await world.poll();
    await connects(workloads.deploy, 'web1');
  });
  afterAll(() => world.close());

  test('the dialog says that the account cannot answer, and who is asked instead', async () => {
    const card = await world.expectCard('mia', /A-1\b[\s\S]*service principal/);
    const opened = await asking(card);
    expect(JSON.stringify(opened.dialog?.card)).toMatch(
      /cannot answer: Ken Sato, named in Entra as its owners, are asked/,
    );
    await world.teams.submitDialog('mia', opened.dialog?.id ?? '', { question: 'Does the pipeline open consoles?' });
    await world.settle();
  });

  test('the owner answers in person; it lands in the thread as an owner’s word', async () => {
    await world.told('mia', world.channels.alerts, `@${world.bot.name} resolve A-1 benign because a nightly job`);
    const question = await world.expectPersonal('ken', /Does the pipeline open consoles\?/);
    expect(shownText(question)).toMatch(/Mia Lindqvist asks the owners of [\s\S]*1 serial console session on web1/);
    const answer = await world.press('ken', question, 'No, not us');
    expect(answer).toMatchObject({ outcome: 'card' });
    await world.settle();
    await world.expectCard('mia', /A-1: Ken Sato, an owner says NOT US · A-1 is (high|critical) and open again/);
    await world.expectCard('mia', /OPEN[\s\S]*the bot: re-opened: Ken Sato, an owner of it, asked, says: not us/);
    expect(JSON.stringify(await world.channel('mia'))).not.toMatch(/says: not me/);
  });

  test('once Entra was read the card calls it by its name', async () => {
    await world.advance(minute);
    const text = shownText(await world.expectCard('mia', /A-1\b[\s\S]*deploy-web \(service principal/));
    expect(text).toMatch(/WHO\ndeploy-web[\s\S]*8e42b42a[\s\S]*FROM/);
  });

  test('nobody stands behind the other identity: said, with what to do, and nothing is sent', async () => {
    await connects(workloads.monitor, 'web2');
    const card = await world.expectCard('mia', /A-2\b/);
    expect(JSON.stringify(await asking(card))).toMatch(
      /Nobody can be asked: Entra names no owner of .*Consult somebody/s,
    );
  });
});
