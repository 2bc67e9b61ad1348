import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../src/core/clock';
import { envelope, invokeActivity } from '../src/local/teams/activities';
import { isObject, type Json, type Message } from '../src/local/teams/model';
import { attack } from '../test/faults/kill/attack';
import { subjectOf } from '../test/faults/kill/checks';
import { createLedger } from '../test/faults/kill/ledger';
import { freePort, type Stage } from '../test/faults/kill/stage';
import { type Goal, goal, runBench } from './support/goals';
import { median, quantile } from './support/statistics';
import { cardsByIntruder, visit } from './support/visit';

const alerts = 10;
const warmUp = 60;
const presses = 300;
const patienceMs = 60_000;
/** Slow enough that no press waits for another, and that nobody presses more often than the bot lets one person: what is measured is an answer. */
const pauseMs = 40;
const responders = ['mia', 'ken', 'lee'];

/** Sends an activity with a good token; resolves with the milliseconds to the whole answer, and the answer. */
type Send = (activity: Json) => Promise<{ readonly ms: number; readonly body: unknown }>;

/**
 * Presses on the real process beside presses on a bare bot, in turn and in one run: Acknowledge and Release on ten alerts, each a change that is on the
 * disk before it is answered. Both check the token against the same published keys; signing it is not timed.
 */
async function measure(stage: Stage): Promise<readonly Goal[]> {
  const cards = await postedCards(stage);
  const barePort = await freePort();
  const bare = startBare(barePort, stage.env);
  try {
    await listening(bare);
    const sendOurs = await sender(stage, stage.port);
    const sendBare = await sender(stage, barePort);
    const ours: number[] = [];
    const floor: number[] = [];
    for (let turn = 0; turn < warmUp + presses; turn++) {
      const card = cards[turn % cards.length];
      if (card === undefined) throw new Error('no card stands');
      const as = responders[Math.floor(turn / (2 * cards.length)) % responders.length] ?? '';
      const verb = Math.floor(turn / cards.length) % 2 === 0 ? 'acknowledge' : 'release';
      const own = await sendOurs(pressOn(stage, card, as, verb));
      mustBeDone(own.body, verb);
      await sleep(pauseMs);
      const plain = await sendBare(pressOn(stage, card, as, verb));
      mustBeDone(plain.body, verb);
      await sleep(pauseMs);
      if (turn < warmUp) continue;
      ours.push(own.ms);
      floor.push(plain.ms);
    }
    const [own, plain] = [median(ours), median(floor)];
    const spread = `95 of 100 within ${quantile(ours, 0.95).toFixed(1)} ms; ${presses} presses`;
    return [
      goal('press answered, durable and its token checked (median)', own, 50, 'ms', spread),
      goal('press against a bare bot', own / plain, 2, '×', `bare botbuilder bot ${plain.toFixed(2)} ms`),
    ];
  } finally {
    bare.kill('SIGKILL');
  }
}

async function postedCards(stage: Stage): Promise<readonly Message[]> {
  const ledger = createLedger();
  for (let count = 0; count < alerts; count++) attack(stage, ledger);
  const deadline = systemClock.now() + patienceMs;
  while (cardsByIntruder(stage).first.size < alerts) {
    if (systemClock.now() > deadline) throw new Error('the alerts were not posted in time');
    await sleep(200);
  }
  // Each card is repainted once more, when it is known how its principal was let in.
  await sleep(5_000);
  return [...cardsByIntruder(stage).first.values()];
}

function startBare(port: number, env: Stage['env']): ChildProcess {
  return spawn(process.execPath, [join(__dirname, 'press', 'bare-bot.js')], {
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function listening(bare: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    bare.once('exit', (code) => reject(new Error(`the bare bot ended with ${code}`)));
    bare.stdout?.once('data', () => resolve());
  });
}

async function sender({ emulators, tenant }: Stage, port: number): Promise<Send> {
  const { identity, teams } = emulators;
  const token = await identity.signChannelToken({ appId: tenant.botAppId, serviceUrl: teams.url });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return async (activity) => {
    const body = JSON.stringify(activity);
    const begun = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, { method: 'POST', headers, body });
    const text = await response.text();
    const ms = performance.now() - begun;
    if (response.status !== 200) throw new Error(`a press was answered with ${response.status} ${text}`);
    return { ms, body: JSON.parse(text) };
  };
}

function pressOn({ emulators }: Stage, card: Message, as: string, verb: string): Json {
  const { teams } = emulators;
  const { world } = teams.control;
  const person = world.person(as);
  if (person === undefined) throw new Error(`nobody is called ${as}`);
  const base = envelope(world, teams.url, person, card);
  const action = { type: 'Action.Execute', verb, data: { subject: subjectOf(card) } };
  return invokeActivity(base, 'adaptiveCard/action', { action, trigger: 'manual' }, card.id);
}

function mustBeDone(body: unknown, verb: string): void {
  if (!isObject(body) || body.statusCode !== 200) throw new Error(`${verb} was refused: ${JSON.stringify(body)}`);
}

runBench('press', () => visit(alerts, { POLL_INTERVAL_SECONDS: '3' }, ({ stage }) => measure(stage)));
