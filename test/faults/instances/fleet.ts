import { systemClock } from '../../../src/core/clock';
import { type BotProcess, startBot } from '../kill/bot-process';

/** Several processes on one database, and which of them has the duties. */
export interface Fleet {
  readonly size: number;
  start(index: number): Promise<boolean>;
  kill(index: number): Promise<void>;
  /** Where the next activity goes: to each in turn, dead or alive, as a balancer does that has not noticed yet. */
  nextEndpoint(): string;
  /** Which process said last that it has the duties, and when; undefined while none that lives has said so. */
  holder(): Holder | undefined;
  /** What the processes wrote to standard error, which only refusals and crashes do. */
  complaints(): readonly string[];
  /** Largest resident memory of one process so far, MiB. */
  peakMemory(): number;
  close(): Promise<void>;
}

export interface Holder {
  readonly index: number;
  /** Epoch milliseconds. */
  readonly since: number;
}

const startPatienceMs = 30_000;

export function createFleet(environments: readonly Readonly<Record<string, string>>[]): Fleet {
  const alive = new Map<number, BotProcess>();
  const complaints: string[] = [];
  let turn = 0;
  let peak = 0;

  async function kill(index: number): Promise<void> {
    const bot = alive.get(index);
    if (bot === undefined) return;
    peak = Math.max(peak, bot.peakMemory());
    alive.delete(index);
    await bot.kill();
    if (bot.complaints().trim() !== '') complaints.push(bot.complaints().trim().slice(0, 500));
  }

  return {
    size: environments.length,
    async start(index) {
      const bot = startBot(environments[index] ?? {});
      alive.set(index, bot);
      let giveUp: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => {
        giveUp = setTimeout(() => resolve(false), startPatienceMs);
      });
      const listening = await Promise.race([bot.listening, late]);
      clearTimeout(giveUp);
      return listening;
    },
    kill,
    nextEndpoint() {
      turn = (turn + 1) % environments.length;
      return `http://127.0.0.1:${environments[turn]?.PORT}/api/messages`;
    },
    holder() {
      const said = [...alive].flatMap(([index, bot]) => {
        const since = takenAt(bot.log());
        return since === undefined ? [] : [{ index, since }];
      });
      return said.sort((a, b) => b.since - a.since)[0];
    },
    complaints: () => complaints,
    peakMemory: () => Math.max(peak, ...[...alive.values()].map((bot) => bot.peakMemory())),
    async close() {
      await Promise.all([...alive.keys()].map(kill));
    },
  };
}

/** When this process took the duties it still has. */
function takenAt(log: readonly string[]): number | undefined {
  const line = log.findLast((each) => each.includes('"msg":"duties '));
  if (line === undefined || !line.includes('"msg":"duties taken')) return undefined;
  const { time } = JSON.parse(line) as { readonly time?: string };
  return time === undefined ? systemClock.now() : Date.parse(time);
}
