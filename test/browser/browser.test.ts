import { existsSync, mkdirSync } from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { minute, openWorld, type StoryWorld } from '../support/world-client';
import { type Look, lookOf } from './looks';
import { screenshots, type Visitor, visitor } from './visitor';

/** Debian's own package; playwright's download is not used. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const there = existsSync(executablePath);
if (!there) {
  process.stderr.write(
    `\nSKIPPED: test/browser needs a Chromium at ${executablePath} (or in CHROMIUM); the chat page is not tested.\n\n`,
  );
}

/** Virtual Machine Contributor: lets into the console, and the writer may give it back. */
const roleGuid = '9980e02c-c2be-4d73-94e8-173b1dc7cf3c';

// A browser on a busy machine is slow to start and to draw.
jest.setTimeout(90_000);

let browser: Browser;
const faults: string[] = [];

beforeAll(async () => {
  if (!there) return;
  mkdirSync(screenshots, { recursive: true });
  browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      // Nothing the page loads may lie outside this machine.
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  });
}, 60_000);
afterAll(() => browser?.close());

/** The visitor comes in `beforeAll`; what the tests call is looked up when they do. */
function late(at: () => Visitor): Visitor {
  return new Proxy({} as Visitor, {
    get:
      (_target, name) =>
      (...given: unknown[]) =>
        (at()[name as keyof Visitor] as (...args: unknown[]) => unknown)(...given),
  });
}

(there ? describe : describe.skip)('Local run without accounts: the chat page, from alert to undone review', () => {
  let world: StoryWorld;
  let at: Visitor;
  let page: Page;

  beforeAll(async () => {
    world = await openWorld({ seedDemo: true });
    const ops = (await world.roleAssignments()).find(({ name }) => world.assignments.robOps.endsWith(name));
    const scope = (ops?.scope ?? '').replace(/resourceGroups\/.*/i, 'resourceGroups/identity');
    await world.grant({ principalId: world.people.rob, roleGuid, scope });
    at = await visitor(browser, world, faults);
    page = at.page;
  }, 60_000);
  afterAll(() => world?.close());

  const { shot, button, thread, become, channel, appears, text, fill, say } = late(() => at);

  test('the theme button goes from light to dark to high contrast: the alert changes colours and stays readable', async () => {
    await world.poll();
    await channel();
    await appears(text('4 serial consoles'));
    const seen: Look[] = [];
    for (const theme of ['light', 'dark', 'contrast']) {
      await page.locator(`:root[data-theme="${theme}"]`).waitFor();
      await shot(`0-alert-${theme}`);
      const look = await lookOf(page);
      expect(look).toMatchObject({ theme, faint: [], fits: true });
      seen.push(look);
      await button('Change theme').click();
    }
    await page.locator(':root[data-theme="light"]').waitFor();
    expect(new Set(seen.map(({ page: colour }) => colour)).size).toBe(3);
    expect(new Set(seen.map(({ card }) => card)).size).toBe(3);
    // The root has its theme before the conversation is drawn anew in it.
    let again = await lookOf(page);
    for (let frames = 0; frames < 120 && JSON.stringify(again) !== JSON.stringify(seen[0]); frames++) {
      await page.evaluate('new Promise((drawn) => requestAnimationFrame(drawn))');
      again = await lookOf(page);
    }
    expect(again).toEqual(seen[0]);
  });

  test('the phone button narrows the page to a phone’s width, and gives the width back', async () => {
    const wide = await lookOf(page);
    await button('Phone width').click();
    await page.locator(':root[data-width="phone"]').waitFor();
    await shot('0-alert-phone-width');
    expect(await button('Phone width').getAttribute('aria-pressed')).toBe('true');
    expect(await lookOf(page)).toMatchObject({ width: 'phone', frame: 390, fits: true });
    await button('Phone width').click();
    await page.locator(':root[data-width="desktop"]').waitFor();
    expect(await lookOf(page)).toEqual(wide);
  });

  test('everybody who can be played stands in the bar, and the menu names each once in full', async () => {
    for (const name of ['Rob Robertson', 'Gil Guest']) await appears(button(`Become ${name}`));
    await page.getByTitle('Change person').click();
    const gil = page.getByRole('menuitem', { name: /Gil Guest/ });
    expect((await gil.innerText()).replace('Gil Guest', '').match(/guest/gi)).toHaveLength(1);
    const [width, room] = (await page.evaluate(
      '(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth])(document.querySelector(".switcher .menu"))',
    )) as [number, number];
    expect(width).toBeLessThanOrEqual(room);
    await shot('0-people');
    await page.locator('.scroll').click({ position: { x: 4, y: 4 } });
  });

  test('the channel opens at the top of its newest post', async () => {
    await page.reload();
    await appears(text('4 serial consoles'));
    const top = async (what: Locator) => (await what.boundingBox())?.y ?? Number.NaN;
    const gap = (await top(thread().locator('article.message').first())) - (await top(page.locator('.scroll')));
    expect(gap).toBeGreaterThanOrEqual(0);
    expect(gap).toBeLessThan(120);
  });

  test('who writes sees it wherever they were reading, and is told when the app does not', async () => {
    await page.evaluate('document.querySelector(".scroll").scrollTop = 0');
    await say('anybody awake?');
    const post = page.locator('article.message', { hasText: 'anybody awake?' });
    await appears(post);
    await page.waitForFunction('document.querySelector(".scroll").scrollTop > 0');
    const [box, frame] = [await post.boundingBox(), await page.locator('.scroll').boundingBox()];
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((frame?.y ?? 0) + (frame?.height ?? 0));
    await appears(page.getByText(/Not sent to the app: write @.* or \/ for that/));
    await shot('0-not-sent');
  });

  test('Mia sees the alert and acknowledges it', async () => {
    await shot('1-alert');
    await button('Acknowledge').click();
    await appears(text(/Mia.* has it/));
    await shot('2-acknowledged');
  });

  test('she escalates by dialog', async () => {
    await button('Escalate', thread()).click();
    const dialog = page.locator('dialog[open]');
    await dialog.locator('textarea, input[type=text]').first().fill('domain controller');
    await shot('3-escalate');
    await dialog.locator('.ac-pushButton').last().click();
    await dialog.waitFor({ state: 'detached' });
    await appears(text(/domain controller/).last());
  });

  test('she reviews the permissions and asks for approval', async () => {
    await button('Review permissions').click();
    await appears(text('PATHS IN'));
    await button(/Ask approval for 1 change/).click();
    await fill(/Why, for the approvers/, 'stolen account, BR');
    await shot('4-review');
    await button('Send', thread()).click();
    await appears(text(/waiting for approval|APPROVAL R-1/));
    await world.advance(minute);
    await appears(text(/R-1 waits for approval/));
  });

  test('a message that comes while a button is down does not take the press away', async () => {
    await button('Become Tom Okafor').hover();
    await page.mouse.down();
    const told = page.waitForResponse(/\/api\/badges/);
    await say('who has this?');
    await told;
    // Two frames later the page would have been drawn anew.
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    await page.mouse.up();
    await page.locator('.me .who b', { hasText: 'Tom Okafor' }).waitFor();
    await become('Mia Lindqvist');
  });

  test('Tom approves in his own chat', async () => {
    await become('Tom Okafor');
    await page.locator('.rail button.entry.chat').click();
    const card = page.locator('article.message', { hasText: 'APPROVAL R-1' }).last();
    await appears(card);
    await card.getByLabel(/Your sentence/).fill('clear case, go');
    await shot('5-approval');
    await button('Approve', card).click();
    await appears(page.getByText('REVIEW R-1'));
    await world.advance(2 * minute);
  });

  test('Mia sees the proof and asks for the undo', async () => {
    await become('Mia Lindqvist');
    await channel();
    await appears(text(/applied and read back, but/));
    await shot('6-proved');
    await button('Undo R-1', thread()).click();
    await appears(text('UNDO R-2 of R-1'));
    await button(/Ask approval for 1 change/).click();
    await fill(/Why, for the approvers/, 'false alarm, Rob called');
    await button('Send', thread()).click();
    await appears(text(/R-2 waits for approval|undoing R-1/));
    await world.advance(minute);
    await shot('7-undo-asked');
  });

  test('Ana approves the undo in the thread, and it is done', async () => {
    await become('Ana Ruiz');
    await channel();
    const card = thread().locator('article.message', { hasText: 'undoing R-1' }).last();
    await appears(card);
    await card.getByLabel(/Your sentence/).fill('heard it from Rob');
    await button('Approve', card).click();
    await appears(text(/R-2 approved by Ana Ruiz/));
    await world.advance(2 * minute);
    await appears(text(/R-2 applied and read back/));
    await thread().locator('article.message').last().scrollIntoViewIfNeeded();
    await shot('8-undone');
  });
});

(there ? describe : describe.skip)(
  'the day of a team: alert, asked, denied, escalated, reviewed, resolved, reported',
  () => {
    let world: StoryWorld;
    let desk: Visitor;
    let phone: Visitor;

    beforeAll(async () => {
      world = await openWorld({ seedDemo: true });
      desk = await visitor(browser, world, faults);
      phone = await visitor(browser, world, faults, 'phone');
    }, 60_000);
    afterAll(() => world?.close());

    test('alert: Mia has it at her desk, Ken on his phone, with what the log says around it', async () => {
      await world.poll();
      await desk.channel();
      await desk.appears(desk.text('4 serial consoles'));
      await phone.become('Ken Sato');
      await phone.channel();
      await phone.appears(phone.text('4 serial consoles'));
      await phone.shot('day-1-alert-phone');
      await world.tick();
      await phone.appears(phone.text(/INVESTIGATION/));
      await phone
        .text(/INVESTIGATION/)
        .last()
        .scrollIntoViewIfNeeded();
      await phone.shot('day-2-investigation-phone');
    });

    test('asked: Mia is warned first', async () => {
      await desk.fromOverflow('Ask');
      await desk.appears(desk.page.locator('dialog[open]').getByText(/tips off an insider/));
      await desk.shot('day-3-ask');
      await desk.submit({ 'Anything to add': 'Were you patching tonight?' });
      await desk.appears(desk.text(/asks Rob.*was this you/));
    });

    test('denied: Rob says no on his phone, and the thread calls for help', async () => {
      await phone.become('Rob');
      await phone.chat();
      const question = phone.page.locator('article.message', { hasText: 'Was this you?' }).last();
      await phone.appears(question);
      await phone.shot('day-4-asked-phone');
      await phone.button('No, not me', question).click();
      await desk.appears(desk.text(/says NOT ME/));
      await desk.shot('day-5-denied');
    });

    test('escalated: Ken calls the next level from his phone', async () => {
      await phone.become('Ken Sato');
      await phone.channel();
      await phone.appears(phone.text(/says NOT ME/));
      await phone.button('Escalate', phone.thread()).first().click();
      await phone.page.locator('dialog[open]').waitFor();
      await phone.shot('day-6-escalate-phone');
      await phone.submit({ Why: 'the account is not his any more' });
      await desk.appears(desk.text(/not his any more/).last());
    });

    test('reviewed: Mia reads the ways in', async () => {
      await desk.button('Review permissions', desk.thread()).first().click();
      await desk.appears(desk.text('PATHS IN'));
      await desk.shot('day-7-review');
    });

    test('resolved: with a verdict and a sentence, on desk and phone', async () => {
      await desk.fromOverflow('Resolve');
      await desk.page.locator('dialog[open]').waitFor();
      await desk.shot('day-8-resolve');
      await desk.submit({
        'malicious: an attacker or a misuse': '(choose)',
        'What was it?': 'stolen account, reset by Lee',
      });
      await desk.appears(desk.text(/A-1 resolved by Mia/));
      await phone.appears(phone.text(/RESOLVED/));
      await phone
        .text(/RESOLVED/)
        .first()
        .scrollIntoViewIfNeeded();
      await phone.shot('day-9-resolved-phone');
    });

    test('reported: the figures of the month rank nobody', async () => {
      await desk.say('/serialconsole report 30d');
      const report = (at: Visitor) => at.page.locator('article.message', { hasText: /REPORT|Report/ }).last();
      await desk.appears(report(desk));
      await report(desk).scrollIntoViewIfNeeded();
      await desk.shot('day-10-report');
    });

    test('no script of the page failed on the way', () => {
      expect(faults).toEqual([]);
    });
  },
);
