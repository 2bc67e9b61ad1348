import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { minute, openWorld, type StoryWorld, second } from '../support/world-client';

/** Debian's own package; playwright's download is not used. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const screenshots = join(__dirname, 'screenshots');
const there = existsSync(executablePath);
if (!there) {
  process.stderr.write(
    `\nSKIPPED: test/browser needs a Chromium at ${executablePath} (or in CHROMIUM); the chat page is not tested.\n\n`,
  );
}

/** Virtual Machine Contributor: lets into the console, and the writer may give it back. */
const roleGuid = '9980e02c-c2be-4d73-94e8-173b1dc7cf3c';

(there ? describe : describe.skip)('the chat page, from alert to undone review', () => {
  let world: StoryWorld;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    world = await openWorld({ seedDemo: true });
    const ops = (await world.roleAssignments()).find(({ name }) => world.assignments.robOps.endsWith(name));
    const scope = (ops?.scope ?? '').replace(/resourceGroups\/.*/i, 'resourceGroups/identity');
    await world.grant({ principalId: world.people.rob, roleGuid, scope });
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
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.on('pageerror', (error) => faults.push(error.message));
    page.setDefaultTimeout(8_000);
    await page.goto(world.pageUrl);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const shot = (name: string) => page.screenshot({ path: join(screenshots, `${name}.png`) });
  const button = (name: string | RegExp, within: Page | Locator = page) =>
    within.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
  const thread = () => page.locator('section.thread').first();
  const become = async (name: string) => {
    await button(`Become ${name}`).click();
    await page.locator('.me .who b', { hasText: name }).waitFor();
  };
  const channel = async () => {
    await page.locator('.appbar button', { hasText: 'Teams' }).click();
    await page.locator('.rail button.entry', { hasText: 'Console alerts' }).click();
  };
  /** A click reaches the bot a moment later, and its clock stands still: it is let on until the page shows what it did. */
  const appears = async (what: Locator) => {
    for (let tries = 0; tries < 20; tries++) {
      // Time goes on for a reader too: what waits for the channel's rate limit goes out in the next seconds.
      if (tries > 1) await world.advance(second);
      await world.settle();
      const shown = await what
        .first()
        .waitFor({ timeout: 400 })
        .then(
          () => true,
          () => false,
        );
      if (shown) return;
    }
    await what.first().waitFor({ timeout: 1 });
  };
  const text = (words: string | RegExp) => thread().getByText(words);
  const fill = (label: RegExp, words: string) => thread().getByLabel(label).last().fill(words);

  test('Mia sees the alert and acknowledges it', async () => {
    await world.poll();
    await channel();
    await appears(text('4 serial consoles'));
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
    const card = thread().locator('article.message', { hasText: 'APPROVAL of undoing R-1' }).last();
    await appears(card);
    await card.getByLabel(/Your sentence/).fill('heard it from Rob');
    await button('Approve', card).click();
    await appears(text(/R-2 approved by Ana Ruiz/));
    await world.advance(2 * minute);
    await appears(text(/R-2 proved/));
    await thread().locator('article.message').last().scrollIntoViewIfNeeded();
    await shot('8-undone');
  });

  test('no script of the page failed on the way', () => {
    expect(faults).toEqual([]);
  });
});
