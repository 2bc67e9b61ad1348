import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../src/core/clock';
import type { Message } from '../../../src/local/teams/model';
import { createRng } from '../../../src/local/tenant/random';
import { attack } from '../kill/attack';
import { type BotProcess, startBot } from '../kill/bot-process';
import { alertCards, subjectOf } from '../kill/checks';
import { type Attack, createLedger, type Ledger, type Sent } from '../kill/ledger';
import { createPeople } from '../kill/people';
import { openStage, type Stage } from '../kill/stage';
import { viewStore } from '../kill/store-view';

/** One living process and its surroundings, on which things go wrong one after the other. */
export interface Site {
  readonly stage: Stage;
  readonly bot: BotProcess;
  readonly storeDir: string;
  /** What was put in by people and intruders so far. */
  inputs(): number;
  /** An intrusion; its card comes in its own time. */
  strike(): Attack;
  /** Waits for the intrusion's card; a loss when it does not come, and when there are more than `most`. */
  carded(of: Attack, most?: number): Promise<Message | undefined>;
  /** Presses Note on the card as Mia. */
  note(card: Message): Promise<Sent>;
  /** Waits until the card was repainted after `since`; a loss when it is not. */
  repainted(card: Message, since: number): Promise<void>;
  /** Waits for words in the channel. */
  said(words: RegExp, since: number): Promise<void>;
  /** Puts the process's wall clock off by so much. */
  shiftClock(ms: number): void;
  until(what: string, look: () => boolean | Promise<boolean>, patienceMs?: number): Promise<boolean>;
  lost(what: string): void;
  readonly ledger: Ledger;
  close(): Promise<void>;
}

/** Longer than any back-off that follows two or three failures. */
const patienceMs = 60_000;

export async function openSite(intruders: number, dataDir?: string): Promise<Site> {
  const scratch = mkdtempSync(join(tmpdir(), 'scw-wires-'));
  const shiftFile = join(scratch, 'shift');
  writeFileSync(shiftFile, '0');
  const stage = await openStage(intruders, {
    NODE_OPTIONS: `--require ${join(__dirname, 'shifted-clock.js')}`,
    SHIFT_FILE: shiftFile,
    ...(dataDir === undefined ? {} : { DATA_DIR: dataDir }),
  });
  const storeDir = dataDir ?? stage.storeDir;
  const ledger = createLedger();
  const people = createPeople(stage, ledger, createRng('wires'));
  const bot = startBot(stage.env);
  const { teams } = stage.emulators;
  const lost = (what: string) => void ledger.losses.push(what);

  async function until(
    what: string,
    look: () => boolean | Promise<boolean>,
    patience: number = patienceMs,
  ): Promise<boolean> {
    const deadline = performance.now() + patience;
    while (performance.now() < deadline) {
      if (await look()) return true;
      await sleep(100);
    }
    lost(`not within ${Math.round(patience / 1_000)} s: ${what}`);
    return false;
  }

  function alertOf({ correlationId }: Attack): string | undefined {
    return viewStore(storeDir).alerts.find(({ findings }) =>
      findings.some(({ session }) => session.correlationIds.includes(correlationId)),
    )?.id;
  }

  const cardsOf = (alertId: string) => alertCards(stage).filter((message) => subjectOf(message) === alertId);
  const site: Site = {
    stage,
    bot,
    storeDir,
    ledger,
    lost,
    until,
    inputs: () => ledger.attacks.length + ledger.sent.length,
    strike() {
      if (!attack(stage, ledger)) throw new Error('there are no intruders left');
      return ledger.attacks[ledger.attacks.length - 1] as Attack;
    },
    async carded(of, most = 1) {
      const came = await until(`the card of ${of.objectId}`, () => {
        const id = alertOf(of);
        return id !== undefined && cardsOf(id).length > 0 && viewStore(storeDir).waiting === 0;
      });
      if (!came) return undefined;
      const cards = cardsOf(alertOf(of) ?? '');
      if (cards.length > most) lost(`${cards.length} cards of one alert`);
      // The bot's own is the one it knows; another was posted by an attempt whose answer was lost.
      return cards.find(({ id }) => viewStore(storeDir).cards.has(id)) ?? cards[0];
    },
    note: (card) =>
      people.press('mia', card, 'note', { subject: subjectOf(card), text: `wire note ${ledger.sent.length}.` }),
    async repainted(card, since) {
      await until(
        `a repaint of ${subjectOf(card)}`,
        () => (teams.log.byId(card.id)?.editedAt ?? 0) >= since && viewStore(storeDir).waiting === 0,
      );
    },
    async said(words, since) {
      await until(`the channel is told ${words.source}`, () =>
        teams.log
          .in(cardsAnywhere(stage))
          .some(({ sentAt, content }) => sentAt >= since && words.test(content.text ?? '')),
      );
    },
    shiftClock: (ms) => writeFileSync(shiftFile, String(ms)),
    async close() {
      await bot.kill();
      await stage.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
  if (!(await bot.listening)) throw new Error(`the process did not start: ${bot.complaints()}`);
  const first = site.strike();
  if ((await site.carded(first)) === undefined) throw new Error('the first alert did not come');
  return site;
}

/** The channel in which the first alert stands. */
function cardsAnywhere(stage: Stage): string {
  return alertCards(stage)[0]?.conversationId ?? '';
}

export const now = () => systemClock.now();
