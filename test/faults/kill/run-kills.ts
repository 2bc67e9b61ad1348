import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../src/core/clock';
import { createRng, type Rng } from '../../../src/local/tenant/random';
import type { RunFigures } from '../run-figures';
import { type Aim, aims, moment } from './aim';
import { attack } from './attack';
import { type BotProcess, startBot } from './bot-process';
import { alertCards, checkAfterRestart, checkAtRest, subjectOf } from './checks';
import { createLedger, type Ledger } from './ledger';
import { createPeople, type People } from './people';
import { openStage, type Stage } from './stage';
import { type StoreView, viewStore } from './store-view';
import { clearFaults, type FaultCounts, planFault } from './wire-faults';

export interface KillReport extends RunFigures {
  readonly kills: ReadonlyMap<Aim, number>;
  readonly faults: FaultCounts;
}

export interface KillOrder {
  readonly kills: number;
  readonly seed: string;
  readonly tell: (line: string) => void;
}

const startPatienceMs = 30_000;
/** Teams takes 60 messages in 30 s of a conversation: a queue that grows shorter is at work, however long it is. */
const restPatienceMs = 60_000;

/** Teams takes 1,800 messages and repaints an hour of one channel. A few minutes of so many kills need more: each installation has a channel of its own. */
const killsAnInstallation = 100;

/** Starts the real process, lets people and intruders act, kills it, and holds what it promised against what is there; `kills` times over. */
export async function runKills({ kills, seed, tell }: KillOrder): Promise<KillReport> {
  const reports: KillReport[] = [];
  for (let left = kills; left > 0; left -= killsAnInstallation) {
    const part = seed + (reports.length === 0 ? '' : `.${reports.length}`);
    reports.push(await killOne({ kills: Math.min(left, killsAnInstallation), seed: part, tell }));
  }
  return combined(reports);
}

function combined(reports: readonly KillReport[]): KillReport {
  const sum = (of: (report: KillReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const counts = <K>(of: (report: KillReport) => ReadonlyMap<K, number>) => {
    const total = new Map<K, number>();
    for (const [key, count] of reports.flatMap((report) => [...of(report)]))
      total.set(key, (total.get(key) ?? 0) + count);
    return total;
  };
  return {
    kills: counts(({ kills }) => kills),
    faults: counts(({ faults }) => faults),
    alerts: sum(({ alerts }) => alerts),
    presses: sum(({ presses }) => presses),
    resent: sum(({ resent }) => resent),
    applied: sum(({ applied }) => applied),
    duplicates: sum(({ duplicates }) => duplicates),
    auditEntries: sum(({ auditEntries }) => auditEntries),
    peakMemory: Math.max(0, ...reports.map(({ peakMemory }) => peakMemory)),
    losses: reports.flatMap(({ losses }) => losses),
    seconds: sum(({ seconds }) => seconds),
  };
}

async function killOne({ kills, seed, tell }: KillOrder): Promise<KillReport> {
  const begun = systemClock.now();
  const rng = createRng(`kills ${seed}`);
  const stage = await openStage(kills);
  const ledger = createLedger();
  const people = createPeople(stage, ledger, rng.fork('people'));
  const hits = new Map<Aim, number>();
  const faults: FaultCounts = new Map();
  let alerts: ReadonlySet<string> = new Set();
  let peakMemory = 0;
  let bot = await firstStart(stage, ledger);
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const life = { stage, ledger, people, rng: rng.fork(`life ${kill}`), faults };
      const aim = aims[kill % aims.length] ?? 'anytime';
      const hit = await live(life, aim);
      peakMemory = Math.max(peakMemory, bot.peakMemory());
      await bot.kill();
      ledger.killedAt.push(systemClock.now());
      hits.set(hit, (hits.get(hit) ?? 0) + 1);
      clearFaults(stage);
      complain(bot, ledger);
      if (aims[(kill + 1) % aims.length] === 'start' && kill < kills) {
        // This life ends before it has begun to listen.
        const stillborn = startBot(stage.env);
        await sleep(life.rng.int(100, 1_200));
        await stillborn.kill();
        ledger.killedAt.push(systemClock.now());
        hits.set('start', (hits.get('start') ?? 0) + 1);
        kill++;
      }
      bot = await start(stage, ledger);
      const view = viewStore(stage.storeDir);
      checkAfterRestart(stage, ledger, view, alerts);
      alerts = new Set(view.alerts.map(({ id }) => id));
      await people.resend(0.7);
      if (kill % 20 < 2) tell(progress(kill, kills, ledger, view));
    }
    const view = await rest(stage, ledger, people, tell);
    checkAfterRestart(stage, ledger, view, alerts);
    checkAtRest(stage, ledger, view);
    await checkOrphans(stage, ledger, people);
    peakMemory = Math.max(peakMemory, bot.peakMemory());
    complain(bot, ledger);
    return {
      kills: hits,
      faults,
      alerts: view.alerts.length,
      presses: ledger.sent.length,
      resent: ledger.sent.reduce((sum, { resent }) => sum + resent, 0),
      applied: view.reviews.filter(({ state }) => state === 'proved').length,
      duplicates: ledger.orphans.size,
      auditEntries: view.audit.length,
      peakMemory,
      losses: [...new Set(ledger.losses)],
      seconds: Math.round((systemClock.now() - begun) / 1_000),
    };
  } finally {
    await bot.kill();
    await stage.close();
  }
}

interface Life {
  readonly stage: Stage;
  readonly ledger: Ledger;
  readonly people: People;
  readonly rng: Rng;
  readonly faults: FaultCounts;
}

/** Buttons people go for when a kill waits for what they do. */
const eagerFor: Partial<Record<Aim, readonly string[]>> = {
  approval: ['approve', 'ask-approval', 'review'],
  apply: ['approve', 'ask-approval', 'review'],
};

/** People press and intruders come until the moment of the kill; answers with what the kill will hit. */
async function live({ stage, ledger, people, rng, faults }: Life, aim: Aim): Promise<Aim> {
  if (rng.chance(0.7)) attack(stage, ledger);
  if (rng.chance(0.5)) planFault(stage, rng, faults);
  let over = false;
  const acting = (async () => {
    while (!over) {
      if (ledger.sent.filter(({ outcome }) => outcome === 'unanswered').length < 50)
        void people.act(eagerFor[aim]).catch((error: unknown) => ledger.losses.push(String(error)));
      await sleep(rng.int(40, 220));
    }
  })();
  const hit = await moment(aim, stage, people, rng);
  over = true;
  void acting;
  return hit;
}

async function firstStart(stage: Stage, ledger: Ledger): Promise<BotProcess> {
  const bot = await start(stage, ledger);
  // The history is read once; kills come after it, as in the life of an installation.
  const deadline = systemClock.now() + startPatienceMs;
  while (systemClock.now() < deadline) {
    const ready = await fetch(`http://127.0.0.1:${stage.port}/readyz`).catch(() => undefined);
    const text = (await ready?.text()) ?? '';
    if (ready?.status === 200 && !text.includes('none has succeeded')) break;
    await sleep(200);
  }
  await sleep(2_500);
  return bot;
}

async function start(stage: Stage, ledger: Ledger): Promise<BotProcess> {
  const bot = startBot(stage.env);
  const listening = await Promise.race([bot.listening, sleep(startPatienceMs).then(() => false)]);
  if (!listening) {
    ledger.losses.push(`the process did not start again: ${bot.complaints() || bot.log().slice(-3).join(' ')}`);
    await bot.kill();
    throw new Error(ledger.losses.at(-1));
  }
  return bot;
}

/** Only refusals and crashes reach standard error. */
function complain(bot: BotProcess, ledger: Ledger): void {
  const said = bot.complaints().trim();
  if (said !== '') ledger.losses.push(`the process complained: ${said.slice(0, 500)}`);
}

/** Waits until nothing is under way any more, or until nothing moves. */
async function rest(stage: Stage, ledger: Ledger, people: People, tell: KillOrder['tell']): Promise<StoreView> {
  const begun = systemClock.now();
  let fewest = Number.POSITIVE_INFINITY;
  let fewestAt = begun;
  for (;;) {
    await people.resend(1);
    await sleep(1_000);
    const view = viewStore(stage.storeDir);
    const moving = view.reviews.some(({ state }) => ['reading', 'approved', 'applying', 'verifying'].includes(state));
    // The rows of the last use may be younger than the last poll.
    const seen = new Set(view.alerts.flatMap(({ findings }) => findings.flatMap((one) => one.session.correlationIds)));
    const unseen = ledger.attacks.filter(({ correlationId }) => !seen.has(correlationId)).length;
    const left = view.waiting + unseen;
    if (left < fewest) {
      fewest = left;
      fewestAt = systemClock.now();
    }
    if ((!moving && left === 0) || systemClock.now() - fewestAt > restPatienceMs) {
      tell(`  at rest after ${Math.round((systemClock.now() - begun) / 1_000)} s, ${view.waiting} messages waiting`);
      return view;
    }
  }
}

/** A card whose posting was never confirmed: its buttons work, and from its first press on it is repainted. */
async function checkOrphans(stage: Stage, ledger: Ledger, people: People): Promise<void> {
  const pressedAt = systemClock.now();
  const orphans = alertCards(stage).filter(({ id }) => ledger.orphans.has(id));
  for (const message of orphans) {
    const subject = subjectOf(message);
    const sent = await people.press('mia', message, 'note', { subject, text: `orphan ${message.id}.` });
    if (sent.outcome !== 'done') ledger.losses.push(`the second card of ${subject} does not work: ${sent.code}`);
  }
  const repainted = () => orphans.every(({ id }) => editedSince(stage, id, pressedAt));
  while (!repainted() && systemClock.now() - pressedAt < 60_000) await sleep(250);
  for (const { id } of orphans) {
    if (!editedSince(stage, id, pressedAt)) ledger.losses.push(`card ${id} was pressed and not repainted`);
  }
}

function editedSince({ emulators }: Stage, id: string, at: number): boolean {
  return (emulators.teams.log.byId(id)?.editedAt ?? 0) >= at;
}

function progress(kill: number, kills: number, { losses, attacks, sent }: Ledger, view: StoreView): string {
  const applied = view.reviews.filter(({ state }) => state === 'proved').length;
  return `  ${kill}/${kills} kills, ${attacks.length} intrusions, ${view.alerts.length} alerts, ${sent.length} presses, ${applied} plans applied, ${losses.length} losses`;
}
