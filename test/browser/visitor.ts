import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type StoryWorld, second } from '../support/world-client';

export const screenshots = join(__dirname, 'screenshots');

/** Somebody at the chat page: at a desk, or with a phone. */
export interface Visitor {
  readonly page: Page;
  shot(name: string): Promise<unknown>;
  button(name: string | RegExp, within?: Page | Locator): Locator;
  /** The alert's thread. */
  thread(): Locator;
  /** Within the thread. */
  text(words: string | RegExp): Locator;
  fill(label: RegExp, words: string): Promise<void>;
  become(name: string): Promise<void>;
  channel(): Promise<void>;
  /** The chat with the bot. */
  chat(): Promise<void>;
  /** A button of the newest card that has it, in sight or in its overflow menu. */
  fromOverflow(name: string): Promise<void>;
  /** Fills the open dialog and sends it. */
  submit(words: Readonly<Record<string, string>>): Promise<void>;
  /** A click reaches the bot a moment later, and its clock stands still: it is let on until the page shows what it did. */
  appears(what: Locator): Promise<void>;
  /** Writes into the channel. */
  say(words: string): Promise<void>;
}

const sizes = { desktop: { width: 1280, height: 1000 }, phone: { width: 390, height: 844 } } as const;

function personNamed({ people }: StoryWorld, name: string): string {
  const found = Object.entries(people).find(([who]) => name.toLowerCase().startsWith(who));
  if (found === undefined) throw new Error(`nobody here is called ${name}`);
  return found[0];
}

export async function visitor(
  browser: Browser,
  world: StoryWorld,
  faults: string[],
  size: keyof typeof sizes = 'desktop',
): Promise<Visitor> {
  const page = await browser.newPage({ viewport: sizes[size] });
  page.on('pageerror', (error) => faults.push(error.message));
  // Half of what jest allows a test: a slow machine is no defect of the page.
  page.setDefaultTimeout(20_000);
  await page.goto(world.pageUrl);
  const phone = size === 'phone';
  const button: Visitor['button'] = (name, within = page) =>
    within.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
  const thread = () => page.locator('section.thread').first();
  const list = async () => {
    if (!phone) return;
    await page.locator('.head .back:visible, .rail button.entry:visible').first().waitFor();
    const back = button('Back to the list');
    if (await back.isVisible()) await back.click();
  };

  return {
    page,
    button,
    thread,
    shot: (name) => page.screenshot({ path: join(screenshots, `${name}.png`) }),
    text: (words) => thread().getByText(words),
    fill: (label, words) => thread().getByLabel(label).last().fill(words),
    async become(name) {
      // A phone belongs to one person: another one opens the page anew.
      if (phone) await page.goto(`${world.pageUrl}?as=${personNamed(world, name)}`);
      else await button(`Become ${name}`).click();
      await page.locator('.me .who b', { hasText: name }).waitFor();
    },
    async channel() {
      await list();
      if (!phone) await page.locator('.appbar button', { hasText: 'Teams' }).click();
      await page.locator('.rail button.entry', { hasText: 'Console alerts' }).click();
    },
    async chat() {
      await list();
      await page.locator('.rail button.entry.chat').click();
    },
    async fromOverflow(name) {
      await thread()
        .locator('article.message')
        .first()
        .locator('button', { hasText: /^\.\.\.$/ })
        .last()
        .click();
      await page.getByRole('menuitem', { name, exact: true }).click();
    },
    async submit(words) {
      const dialog = page.locator('dialog[open]');
      for (const [label, typed] of Object.entries(words)) {
        const input = dialog.getByLabel(label).last();
        if (typed === '(choose)') await input.check();
        else await input.fill(typed);
      }
      await dialog.locator('.ac-pushButton').last().click();
      await dialog.waitFor({ state: 'detached' });
    },
    async appears(what) {
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
    },
    async say(words) {
      const box = page.getByPlaceholder(/Start a post|Type a message/);
      await box.fill(words);
      await box.press('Enter');
    },
  };
}
