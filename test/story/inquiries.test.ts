import { minute, openWorld, type StoryWorld, shownText } from '../support/world-client';

describe('the principal is asked, and somebody else is consulted', () => {
  let world: StoryWorld;
  let card: Awaited<ReturnType<StoryWorld['expectCard']>>;
  const rung = async (as: 'mia' | 'ken') =>
    (await world.teams.notifications(as)).filter(({ kind }) => kind === 'mention').length;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
    card = await world.expectCard('mia', 'Acknowledge');
  });
  afterAll(() => world.close());

  async function inDialog(action: string, inputs: Record<string, unknown>) {
    const opened = await world.press('mia', card, action);
    expect(opened.outcome).toBe('dialog');
    const answer = await world.teams.submitDialog('mia', opened.dialog?.id ?? '', inputs);
    await world.settle();
    return { words: JSON.stringify(opened.dialog?.card), outcome: answer.outcome };
  }

  async function robs(words: RegExp) {
    return world.expectPersonal('rob', words);
  }

  describe('“Was this you?” to the principal', () => {
    test('asking warns first, then reaches Rob in person and says so in the thread', async () => {
      const { words, outcome } = await inDialog('Ask', { question: 'Were you patching tonight?' });
      expect(words).toMatch(/tips off an insider, and reaches whoever holds a stolen account/);
      expect(words).toMatch(/Better: phone them/);
      expect(outcome).toBe('closed');
      const asked = shownText(await robs(/Was this you\?/));
      expect(asked).toMatch(/Mia.*asks about your account rob@contoso\.com[\s\S]*Were you patching tonight/);
      expect(asked).not.toMatch(/Brazil|179\.|critical|score/i);
      await world.expectCard('ken', /A-1: Mia.* asks Rob.*“was this you\?” · time until/);
      await world.expectRepaint('ken', card.id, /ASKED[\s\S]*Rob.*asked by Mia.*has until/);
    });

    test('nobody else can answer or read it, and Rob can do nothing else with it', async () => {
      for (const who of ['eva', 'ken', 'mia'] as const) {
        const said = await world.forge(who, card, 'answer', { subject: 'Q-1-1', item: 'yes', sentence: 'all is well' });
        expect(said).toMatch(/put to somebody else/);
        expect(await world.forge(who, card, 'refresh', { subject: 'Q-1-1' })).toMatch(/put to somebody else/);
      }
      expect(await world.forge('rob', card, 'resolve', { subject: 'A-1', disposition: 'benign-expected' })).toMatch(
        /403/,
      );
      expect(await world.forge('rob', card, 'note', { subject: 'Q-1-1', text: 'x' })).not.toMatch(/adaptive/);
    });
  });

  describe('Silence from the principal escalates visibly', () => {
    test('his silence is said at the deadline, to who asked', async () => {
      const before = await rung('mia');
      await world.advance(16 * minute);
      await world.expectCard('ken', /A-1: no answer from Rob.* to “was this you\?”/);
      expect(await rung('mia')).toBeGreaterThan(before);
      await robs(/the time is over; an answer still counts/);
    });
  });

  describe('Step-up proof for a “yes”', () => {
    test('a yes needs a reason, lands in the thread, and closes nothing', async () => {
      const asked = await robs(/Was this you\?/);
      expect((await world.press('rob', asked, 'Yes, it was me', { sentence: '' })).outcome).toBe('refused-by-client');
      expect((await world.press('rob', asked, 'Yes, it was me', { sentence: 'broken fstab' })).outcome).toBe('card');
      await world.settle();
      await world.expectCard('ken', /Rob.* says yes, it was me, late: “broken fstab” · a yes closes nothing/);
      const now = shownText(await world.expectRepaint('ken', card.id, /yes “broken fstab”/));
      expect(now).toMatch(/OPEN[\s\S]*address of the answer unknown/);
      expect(now).toMatch(/Acknowledge/);
      // The card is his answer now; a second one is refused.
      expect(shownText(await robs(/You said yes: “broken fstab”/))).not.toMatch(/No, not me/);
    });

    test('a yes is weighed by the sign-ins around it: the console’s own address warns', async () => {
      const hostile = /FROM[\s\S]*?(\d+\.\d+\.\d+\.\d+)/.exec(shownText(card))?.[1] ?? '';
      const answered = await world.expectCard('ken', /says yes, it was me/);
      const signIn = {
        Type: 'SigninLogs',
        TimeGenerated: new Date(answered.at - minute).toISOString(),
        ResultType: '0',
      };
      const who = { UserId: world.people.rob, UserPrincipalName: 'rob@contoso.com', IPAddress: hostile };
      await world.addRows([{ ...signIn, ...who, Id: 'around-the-answer' }]);
      await world.advance(11 * minute);
      await world.expectCard(
        'ken',
        /around the yes of Rob.* signed in from .*whoever holds the account may have answered/,
      );
      await world.expectRepaint('ken', card.id, /the session's own address/);
    });
  });

  describe('“Was this you?” to the principal: a no', () => {
    test('a “not me” calls for help and opens again what was closed as harmless', async () => {
      await world.advance(minute);
      await inDialog('Ask', {});
      await inDialog('Resolve', { disposition: 'benign-expected', sentence: 'Rob said so' });
      await world.expectRepaint('ken', card.id, /RESOLVED/);
      const before = await rung('ken');
      const again = await world.expectPersonal('rob', /Was this you\?[\s\S]*No, not me/);
      expect((await world.press('rob', again, 'No, not me')).outcome).toBe('card');
      await world.settle();
      await world.expectCard('ken', /Rob.* says NOT ME · A-1 is critical and open again/);
      expect(await rung('ken')).toBeGreaterThan(before);
      const now = shownText(await world.expectRepaint('ken', card.id, /OPEN[\s\S]*NOT ME/));
      expect(now).toMatch(/asked, says: not me/);
      const his = await world.expectPersonal('rob', /You said no: Mia.* and whoever is on the alert are told at once/);
      expect(shownText(his)).not.toMatch(/No, not me/);
    });

    test('what was judged malicious stays resolved, and the thread says by whom', async () => {
      await world.advance(minute);
      await inDialog('Ask', {});
      await inDialog('Resolve', { disposition: 'malicious', sentence: 'stolen account' });
      await world.expectRepaint('ken', card.id, /RESOLVED/);
      const again = await world.expectPersonal('rob', /answer by [\s\S]*No, not me/);
      expect((await world.press('rob', again, 'No, not me')).outcome).toBe('card');
      await world.settle();
      await world.expectCard(
        'ken',
        /says NOT ME · A-1 is critical and stays resolved: Mia.* judged it malicious at \d\d:/,
      );
      await world.expectRepaint('ken', card.id, /RESOLVED[\s\S]*NOT ME/);
      expect((await world.press('mia', card, 'Re-open')).outcome).toBe('card');
      await world.settle();
    });
  });

  describe('Consult', () => {
    test('consulting suggests the owners, never Rob; the answer lands in the thread and the record', async () => {
      await world.advance(minute);
      const { tom, rob } = world.people;
      const opened = await inDialog('Consult', { to: tom, question: 'Is dc01 patched tonight?' });
      expect(opened.words).toMatch(/Tom Okafor \(owner of prod-01\)/);
      expect(opened.words).toMatch(/Owner tag of dc01: identity-team/);
      expect(opened.words).not.toContain(rob);
      expect(opened.outcome).toBe('closed');
      const question = await world.expectPersonal('tom', /A question for you[\s\S]*Is dc01 patched tonight\?/);
      expect((await world.press('tom', question, 'Answer', { sentence: 'No change is planned' })).outcome).toBe('card');
      await world.settle();
      await world.expectCard('ken', /A-1: Tom.* answers: “No change is planned”/);
      await world.teams.send('ken', world.channels.alerts, '/serialconsole audit A-1');
      await world.settle();
      const audit = shownText(await world.expectCard('ken', /Audit of A-1/));
      for (const verb of ['ask', 'silence', 'answer', 'consult']) expect(audit).toContain(verb);
    });

    test('Rob cannot be consulted about himself, by a forged choice either', async () => {
      await world.advance(minute);
      const answer = await inDialog('Consult', { to: world.people.rob, question: 'You?' });
      expect(answer.outcome).toBe('message');
    });
  });
});
