import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { demoChannels } from '../../../src/cli/world/demo-tenant';
import { systemClock } from '../../../src/core/clock';
import { guidFor } from '../../../src/local/cloud/guid';
import { people } from '../../../src/local/tenant/people';
import { attack } from '../kill/attack';
import { type BotProcess, startBot } from '../kill/bot-process';
import { createLedger } from '../kill/ledger';
import { openStage, type Stage } from '../kill/stage';
import { type FuzzInput, fuzzInputs } from './inputs';
import { complaint, createSender, type FuzzAnswer, type Sender } from './send';

export interface FuzzReport {
  readonly inputs: number;
  /** Answers by what the input was and the HTTP status. */
  readonly answers: ReadonlyMap<string, number>;
  /** Sent again on a new connection, because the bot closed the old one, idle until then, before it answered a byte. */
  readonly resent: number;
  readonly peakMemory: number;
  readonly losses: readonly string[];
  readonly seconds: number;
}

export interface FuzzOrder {
  readonly inputs: number;
  readonly seed: string;
  readonly tell: (line: string) => void;
}

/** As many at once: a real client population, and no core waits for the other. */
const lanes = 12;
/** Enough callers with roles that the limit per caller does not hide the chat room behind 429s. */
const callerCount = 300;
const tokenLifeMs = 10 * 60_000;
const startPatienceMs = 60_000;

/** Sends bent activities, headers and tokens to the real process, which holds a real alert; nothing may answer 5xx, and the process must live. */
export async function runFuzz({ inputs, seed, tell }: FuzzOrder): Promise<FuzzReport> {
  const begun = systemClock.now();
  const callers = Array.from({ length: callerCount }, (_, index) => guidFor(`fuzz caller ${index}`));
  const everybody = callers.join(',');
  const stage = await openStage(1, { RESPONDERS: everybody, APPROVERS: everybody, ADMINS: everybody });
  attack(stage, createLedger());
  const bot = startBot(stage.env);
  const losses: string[] = [];
  const answers = new Map<string, number>();
  const tokens = await keepToken(stage);
  const sender = createSender({ port: stage.port, token: tokens.current });
  try {
    await untilPosted(bot, stage);
    let sent = 0;
    const known = fuzzInputs({
      appId: stage.tenant.botAppId,
      tenantId: stage.tenant.tenantId,
      serviceUrl: stage.emulators.teams.url,
      conversations: Object.values(demoChannels),
      callers: [...callers, people.eva.objectId, people.rob.objectId],
    });
    const lane = async (index: number) => {
      const property = fc.asyncProperty(known, async (input) => {
        const problem = await judged(sender, input, answers);
        sent += 1;
        if (sent % 10_000 === 0) tell(`  ${sent}/${inputs} inputs, ${losses.length} losses`);
        // Not thrown: a lane would end with its first failure, and what it had still to send would never be tried.
        if (problem !== undefined) losses.push(`${problem} · after ${describeInput(input)}`);
      });
      const numRuns = Math.floor(inputs / lanes) + (index < inputs % lanes ? 1 : 0);
      const result = await fc.check(property, { numRuns, seed: Number(seed) * 1_000 + index });
      if (result.failed) losses.push(`the harness itself failed: ${String(result.errorInstance)}`);
    };
    await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
    if (sent < inputs) losses.push(`${inputs - sent} inputs were not sent`);
    losses.push(...(await faultsOf(bot, stage)));
    return {
      inputs: sent,
      answers,
      resent: sender.resent(),
      peakMemory: bot.peakMemory(),
      losses: [...new Set(losses)],
      seconds: Math.round((systemClock.now() - begun) / 1_000),
    };
  } finally {
    tokens.stop();
    sender.close();
    await bot.kill();
    await stage.close();
  }
}

async function judged(sender: Sender, input: FuzzInput, answers: Map<string, number>): Promise<string | undefined> {
  let answer: FuzzAnswer;
  try {
    answer = await sender.send(input);
  } catch (error) {
    return `no answer: ${error instanceof Error ? error.message : String(error)}`;
  }
  const key = `${input.family} ${answer.status}`;
  answers.set(key, (answers.get(key) ?? 0) + 1);
  return complaint(input, answer);
}

/** Bodies may be 300,000 characters long: their ends say enough. */
function describeInput(input: FuzzInput): string {
  const { body } = input;
  const shown = body.length <= 1_500 ? body : `${body.slice(0, 200)} … ${body.length} characters … ${body.slice(-200)}`;
  return JSON.stringify({ ...input, body: shown });
}

/** One signed token at a time, renewed before it lapses: signing one for each input would measure the emulator. */
async function keepToken({ emulators, tenant }: Stage) {
  const sign = async () =>
    `Bearer ${await emulators.identity.signChannelToken({ appId: tenant.botAppId, serviceUrl: emulators.teams.url })}`;
  let token = await sign();
  const timer = setInterval(() => void sign().then((next) => (token = next)), tokenLifeMs);
  return { current: () => token, stop: () => clearInterval(timer) };
}

async function untilPosted(bot: BotProcess, { emulators }: Stage): Promise<void> {
  const deadline = systemClock.now() + startPatienceMs;
  if (!(await bot.listening)) throw new Error(`the process did not start: ${bot.complaints()}`);
  while (emulators.teams.log.in(demoChannels.alerts).length === 0) {
    if (systemClock.now() > deadline) throw new Error('no alert was posted to fuzz against');
    await sleep(200);
  }
}

/** A rejection nobody handles ends a Node process: it must still be alive and answer. Handlers that failed stand in its log. */
async function faultsOf(bot: BotProcess, { port }: Stage): Promise<readonly string[]> {
  const alive = await fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ status }) => status === 200,
    () => false,
  );
  const failed = bot
    .log()
    .filter((line) => /a handler failed|could not be handled|A request failed|nhandled/.test(line));
  return [
    ...(alive ? [] : [`the process is gone: ${bot.complaints().slice(-1_000)}`]),
    ...failed.map((line) => line.slice(0, 500)),
  ];
}
