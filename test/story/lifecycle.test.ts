import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

describe('an alert from escalation to re-opening', () => {
  let world: StoryWorld;
  let card: Awaited<ReturnType<StoryWorld['expectCard']>>;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
    card = await world.expectCard('mia', 'Acknowledge');
  });
  afterAll(() => world.close());

  async function inDialog(action: string, inputs: Record<string, unknown>) {
    const opened = await world.press('mia', card, action);
    expect(opened.outcome).toBe('dialog');
    const answer = await world.teams.submitDialog('mia', opened.dialog?.id ?? '', { ...inputs });
    await world.settle();
    return answer;
  }

  /** What the bot says to one command in the channel. */
  const told = async (as: 'mia' | 'ken' | 'lee', text: string) =>
    shownText(await world.told(as, world.channels.alerts, text));

  describe('Escalate by hand', () => {
    test('an escalation without a reason does not leave the dialog', async () => {
      const answer = await inDialog('Escalate', { reason: '' });
      expect(answer.outcome).toBe('refused-by-client');
    });

    test('escalating mentions the level with the reason', async () => {
      const before = (await world.teams.notifications('ken')).length;
      const hers = (await world.teams.notifications('mia')).filter(({ kind }) => kind === 'mention').length;
      expect((await inDialog('Escalate', { reason: 'domain controller' })).outcome).toBe('closed');
      const said = await world.expectCard('ken', /A-1 critical goes to .*Mia.*domain controller/);
      expect(said.id).not.toBe(card.id);
      expect((await world.teams.notifications('ken')).slice(before).map(({ kind }) => kind)).toContain('mention');
      const since = (await world.teams.notifications('mia')).filter(({ kind }) => kind === 'mention').length;
      expect(since).toBe(hers);
    });

    test('the dialog names whom it calls, without who presses; the card says that it happened', async () => {
      const opened = await world.press('mia', card, 'Escalate');
      expect(JSON.stringify(opened.dialog?.card)).toMatch(/Goes to Responders: Ken Sato\./);
      await world.expectRepaint('ken', card.id, /escalated 02:\d\d UTC by Mia Lindqvist to Responders/);
    });
  });

  test('the story so far can be copied for a ticket, by those who may read it', async () => {
    const opened = await world.press('ken', card, 'Copy for ticket');
    const text = JSON.stringify(opened.dialog?.card);
    expect(text).toMatch(/2026-03-03 02:11:00 UTC connect dc01 from 179\.\S+, success\\n/);
    expect(text).toMatch(/escalated to .* by Mia.*: domain controller/);
    expect(await world.forge('rob', card, 'ticket', { subject: 'A-1' })).toMatch(/403/);
  });

  test('several at once: each refusal is named and none stops the others', async () => {
    await world.teams.send('mia', world.channels.alerts, '/serialconsole note A-98 a-1, A-99 fstab, as Rob said');
    await world.settle();
    await world.expectCard('mia', /A-98: There is no alert A-98[\s\S]*Noted on A-1[\s\S]*A-99: There is no alert A-99/);
  });

  describe('Resolve with disposition + reason', () => {
    test('resolving takes a verdict and a sentence, and everybody reads both', async () => {
      await inDialog('Resolve', { disposition: 'malicious', sentence: 'stolen account, reset by Lee' });
      await world.expectRepaint('ken', card.id, /RESOLVED[\s\S]*malicious/);
      await world.expectCard('ana', /A-1 resolved by Mia.*stolen account, reset by Lee/);
    });
  });

  test('a card pressed by a stranger or by the subject is never a way to read or to learn the rules', async () => {
    const stranger = await world.forge('eva', card, 'refresh', { subject: 'A-1' });
    expect(stranger).toMatch(/vnd\.microsoft\.error/);
    expect(stranger).not.toMatch(/rob@contoso|Brazil/);
    // What is missing from the press is not said to somebody who may not press at all.
    const subject = await world.forge('rob', card, 'resolve', { subject: 'A-1' });
    expect(subject).toMatch(/vnd\.microsoft\.error/);
    expect(subject).not.toMatch(/verdict is missing/);
  });

  describe('Re-open', () => {
    test('re-opening brings the buttons back', async () => {
      expect((await world.press('mia', card, 'Re-open')).outcome).toBe('card');
      await world.settle();
      await world.expectRepaint('ken', card.id, /Acknowledge/);
    });
  });

  describe('Thread for the story', () => {
    test('calls and verdicts are replies below the card, in order; the repaints between them are none', async () => {
      const { threads } = await world.teams.open('ken', world.channels.alerts);
      expect(threads.find(({ root }) => root.id === card.id)?.replies.map(shownText)).toEqual([
        expect.stringMatching(/A-1 critical goes to .*Mia.*domain controller/),
        expect.stringMatching(/A-1 resolved by Mia.*stolen account/),
      ]);
    });
  });

  describe('Recent / show / mine / open', () => {
    test.each([
      ['@Serial Console Watch open', /A-1/],
      ['/serialconsole open', /A-1/],
      ['/serialconsole recent 24h', /A-1/],
      ['@Serial Console Watch recent', /A-1/],
      ['/serialconsole show A-1', /rob@contoso\.com/],
      ['@Serial Console Watch help', /resolve/],
      ['@Serial Console Watch opne', /Did you mean .*open/],
    ])('%s is answered', async (text, words) => {
      expect(await told('ken', text.replace('@Serial Console Watch', `@${world.bot.name}`))).toMatch(words);
    });
  });

  test('an escalation by command calls the level in the thread like one by button', async () => {
    // The channel's rate limit counts the answers above too, and this world's clock stands still.
    await world.advance(minute);
    expect(await told('ken', `@${world.bot.name} escalate A-1 because seen on the backup too`)).toMatch(/A-1/);
    await world.advance(minute);
    await world.expectCard('mia', /A-1 critical goes to .*Ken.*seen on the backup too/);
  });

  test('a slash command is answered to its sender alone', async () => {
    const before = (await world.channel('ana')).length;
    await told('ken', '/serialconsole open');
    expect(await world.channel('ana')).toHaveLength(before);
  });

  test('ack by command takes the alert and repaints its card', async () => {
    expect(await told('ken', `@${world.bot.name} ack A-1`)).toMatch(/A-1 is yours/);
    await world.expectRepaint('mia', card.id, /Ken.* has it/);
  });

  describe('Recent / show / mine / open, once something is held', () => {
    test('mine lists what the asker holds and nothing of others', async () => {
      await world.advance(minute);
      expect(await told('ken', `@${world.bot.name} mine`)).toMatch(/Yours: 1[\s\S]*A-1/);
      expect(await told('mia', `@${world.bot.name} mine`)).not.toMatch(/A-1/);
    });
  });
});
