import { openWorld, type StoryWorld, shownText } from '../support/world-client';

describe('the attack of the demo', () => {
  let world: StoryWorld;
  let card: Awaited<ReturnType<StoryWorld['expectCard']>>;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    await world.poll();
    card = await world.expectCard('mia', 'Acknowledge');
  });
  afterAll(() => world.close());

  test('arrives as a card with principal, origin and frequency, and rings the responders', async () => {
    const words = shownText(card);
    expect(words).toMatch(/rob@contoso\.com/);
    expect(words).toMatch(/Brazil/);
    expect(words).toMatch(/4 serial consoles/);
    expect(card.summary).toMatch(/^OPEN CRITICAL · A-1/);
    const rung = await world.teams.notifications('mia');
    expect(rung.filter(({ kind }) => kind === 'mention').map(({ messageId }) => messageId)).toContain(card.id);
  });

  test('nobody without a role can take it, and the channel does not hear of the refusal', async () => {
    const before = (await world.channel('ken')).length;
    const answer = await world.press('eva', card, 'acknowledge').catch((error: Error) => ({ text: error.message }));
    expect(answer.text).toMatch(/has no action|role|responder/i);
    expect(shownText(await world.expectCard('ken', 'A-1'))).toContain('Acknowledge');
    expect(await world.channel('ken')).toHaveLength(before);
  });

  test('Rob, whom it is about, is refused in his own chat', async () => {
    const [chat] = (await world.teams.rail('rob')).filter(({ kind }) => kind === 'personal');
    await world.teams.send('rob', chat?.id ?? '', 'ack A-1');
    await world.settle();
    const said = (await world.teams.messages('rob', chat?.id ?? '')).map(shownText).join('\n');
    expect(said).not.toMatch(/A-1 is yours/);
    expect(shownText(await world.expectCard('ken', 'A-1'))).toContain('Acknowledge');
  });

  test('a press that names another alert than its card changes nothing', async () => {
    expect(await world.forge('mia', card, 'acknowledge', { subject: 'A-99' })).toMatch(/This card is A-1/);
    await world.settle();
    expect(shownText(await world.expectCard('ken', 'A-1'))).toContain('Acknowledge');
  });

  describe('Acknowledge', () => {
    test('Mia acknowledges: everybody sees who has it', async () => {
      const answer = await world.press('mia', card, 'Acknowledge');
      expect(answer.outcome).toBe('card');
      await world.settle();
      for (const who of ['mia', 'ken', 'tom'] as const) await world.expectRepaint(who, card.id, /Mia.* has it/);
    });

    test('Ken, a moment too late on an old view, is told privately who has it', async () => {
      const before = (await world.channel('ana')).length;
      expect(await world.forge('ken', card, 'acknowledge', { subject: 'A-1', version: 1 })).toMatch(/Mia/);
      await world.settle();
      expect(await world.channel('ana')).toHaveLength(before);
    });
  });

  test('a forged press by Eva, who has no role, is refused with what to do', async () => {
    expect(await world.forge('eva', card, 'release', { subject: 'A-1' })).toMatch(/403/);
    await world.settle();
    await world.expectRepaint('ken', card.id, /Mia.* has it/);
  });

  describe('Subject cannot act on own alert', () => {
    test('a forged press by Rob, whom it is about, is refused although he is an owner', async () => {
      const data = { subject: 'A-1', disposition: 'benign-expected', sentence: 'that was me, all is well' };
      expect(await world.forge('rob', card, 'resolve', data)).toMatch(/403/);
      await world.settle();
      await world.expectRepaint('ken', card.id, /Mia.* has it/);
    });
  });

  test('the figures of an operator tell what has happened', async () => {
    const text = await (await fetch(`${world.botUrl}/metrics`)).text();
    const figure = (sample: string) => {
      const [, value] =
        text
          .split('\n')
          .map((line) => line.split(/ (?=\S+$)/))
          .find(([name]) => name === sample) ?? [];
      return Number(value);
    };
    expect(figure('scw_polls_total{outcome="good"}')).toBeGreaterThan(0);
    expect(figure('scw_rows_total')).toBeGreaterThan(0);
    expect(figure('scw_alerts_total{severity="critical"}')).toBe(1);
    expect(figure('scw_presses_total{verb="acknowledge",outcome="answered"}')).toBeGreaterThan(0);
    expect(figure('scw_presses_total{verb="release",outcome="refused"}')).toBeGreaterThan(0);
    expect(figure('scw_deliveries_total{kind="post",outcome="good"}')).toBeGreaterThan(0);
    expect(figure('scw_queries_total{query="console",outcome="good"}')).toBeGreaterThan(0);
    expect(figure('scw_azure_calls_total{service="logs",outcome="good"}')).toBeGreaterThan(0);
    expect(figure('scw_azure_calls_total{service="arm",outcome="good"}')).toBeGreaterThan(0);
    expect(figure('scw_http_answers_total{status="200"}')).toBeGreaterThan(0);
    expect(figure('scw_outbox_waiting')).toBe(0);
    expect(figure('scw_seconds_since_good_poll')).toBeLessThan(600);
    expect(text).not.toMatch(/rob@|Rob/);
  });
});
