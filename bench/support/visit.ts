import { setTimeout as sleep } from 'node:timers/promises';
import { cardOf, type Message } from '../../src/local/teams/model';
import { type BotProcess, startBot } from '../../test/faults/kill/bot-process';
import { alertCards } from '../../test/faults/kill/checks';
import { openStage, type Stage } from '../../test/faults/kill/stage';

const patienceMs = 120_000;

export interface Visit {
  readonly stage: Stage;
  readonly bot: BotProcess;
}

/** Runs the real process against emulators that know so many intruders, and takes both down whatever happens. */
export async function visit<T>(
  intruders: number,
  env: Readonly<Record<string, string>>,
  during: (visit: Visit) => Promise<T>,
): Promise<T> {
  const stage = await openStage(intruders, env);
  const bot = startBot(stage.env);
  try {
    if (!(await bot.listening)) throw new Error(`the service did not start: ${bot.complaints()}`);
    await untilHistoryIsRead(bot);
    return await during({ stage, bot });
  } finally {
    await bot.stop();
    await stage.close();
  }
}

/** At its first start the bot reads its baseline, slice by slice; it watches after that. */
async function untilHistoryIsRead(bot: BotProcess): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!bot.log().some((line) => line.includes('"percent":100'))) {
    if (performance.now() > deadline) throw new Error('the history was not read in time');
    await sleep(100);
  }
}

/** Alert cards in the channel by the number of the intruder they are about; a second card about the same one is in `again`. */
export function cardsByIntruder(stage: Stage): {
  readonly first: ReadonlyMap<number, Message>;
  readonly again: number;
} {
  const first = new Map<number, Message>();
  let again = 0;
  for (const message of alertCards(stage)) {
    const number = /\buma\.(\d+)@/.exec(JSON.stringify(cardOf(message)))?.[1];
    if (number === undefined) continue;
    if (first.has(Number(number))) again++;
    else first.set(Number(number), message);
  }
  return { first, again };
}
