import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../src/core/clock';
import { createRng } from '../../../src/local/tenant/random';
import { postgresPrograms, startPostgres } from '../../support/postgres-server';
import { attack } from '../kill/attack';
import { createLedger, type Ledger, type Outcome } from '../kill/ledger';
import { createPeople, type People } from '../kill/people';
import type { KillOrder } from '../kill/run-kills';
import { freePort, openStage, type Stage } from '../kill/stage';
import type { StoreView } from '../kill/store-view';
import type { RunFigures } from '../run-figures';
import { checkShared, checkSharedAtRest } from './checks';
import { createFleet, type Fleet } from './fleet';
import { viewShared } from './shared-view';

export interface InstancesReport extends RunFigures {
  readonly kills: number;
  /** Seconds from the death of the process with the duties to the next one that has them. */
  readonly takeOvers: readonly number[];
  /** Presses a second while processes were killed. */
  readonly rate: number;
  /** How the presses were answered in the end. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Decisions told in the threads: each once, in the order of the record. */
  readonly told: number;
}

const instances = 3;
const pressPeriodMs = 50;
/** The promise: whoever dies with the duties is replaced within this time. */
const takeOverMs = 30_000;
const restPatienceMs = 240_000;

/** False where PostgreSQL is not installed. */
export const canRunInstances = () => postgresPrograms() !== undefined;

/** Three processes on one PostgreSQL, killed in turn under 20 presses a second: nothing lost, nothing twice, in order per alert. */
export async function runInstances({ kills, seed, tell }: KillOrder): Promise<InstancesReport> {
  const begun = systemClock.now();
  const rng = createRng(`instances ${seed}`);
  const server = await startPostgres(mkdtempSync(join(tmpdir(), 'scw-pg-')), { forPid: process.pid, durable: true });
  const url = await server.createDatabase('watch');
  let fleet: Fleet | undefined;
  const stage = await openStage(kills + 3, {}, () => fleet?.nextEndpoint() ?? '');
  fleet = createFleet(await environments(stage, url));
  const ledger = createLedger();
  const people = createPeople(stage, ledger, rng.fork('people'));
  try {
    for (let index = 0; index < fleet.size; index++) await startOne(fleet, index, ledger);
    await firstAlerts(stage, ledger, url);
    const pressing = pressEvenly(people, ledger);
    const takeOvers: number[] = [];
    let alerts: ReadonlySet<string> = new Set();
    for (let kill = 0; kill < kills; kill++) {
      attack(stage, ledger);
      await sleep(rng.int(500, 4_000));
      const victim = kill % fleet.size;
      const holder = fleet.holder();
      await fleet.kill(victim);
      ledger.killedAt.push(systemClock.now());
      if (holder?.index === victim) takeOvers.push(await takeOver(fleet, ledger, rng.int(0, 2_000), victim));
      else await startOne(fleet, victim, ledger);
      const view = await viewShared(url);
      checkShared(stage, ledger, view, alerts);
      alerts = new Set(view.alerts.map(({ id }) => id));
      await people.resend(0.5);
      tell(`  ${kill + 1}/${kills} kills, ${ledger.sent.length} presses, ${ledger.losses.length} losses`);
    }
    const rate = pressing.stop();
    const view = await rest(ledger, people, url, tell);
    checkShared(stage, ledger, view, alerts);
    const told = checkSharedAtRest(stage, ledger, view);
    const { unanswered } = outcomesOf(ledger);
    if (unanswered > 0) ledger.losses.push(`${unanswered} presses were sent again and never answered`);
    const peakMemory = fleet.peakMemory();
    await fleet.close();
    for (const said of fleet.complaints()) ledger.losses.push(`a process complained: ${said}`);
    return {
      kills,
      takeOvers,
      presses: ledger.sent.length,
      rate,
      told,
      outcomes: outcomesOf(ledger),
      resent: ledger.sent.reduce((sum, { resent }) => sum + resent, 0),
      alerts: view.alerts.length,
      applied: view.reviews.filter(({ state }) => state === 'proved').length,
      duplicates: ledger.orphans.size,
      auditEntries: view.audit.length,
      peakMemory,
      losses: [...new Set(ledger.losses)],
      seconds: Math.round((systemClock.now() - begun) / 1_000),
    };
  } finally {
    await fleet.close();
    await stage.close();
  }
}

function outcomesOf({ sent }: Ledger): Readonly<Record<Outcome, number>> {
  const count = (wanted: Outcome) => sent.filter(({ outcome }) => outcome === wanted).length;
  return { done: count('done'), refused: count('refused'), unanswered: count('unanswered') };
}

async function environments({ env }: Stage, url: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const { DATA_DIR: _embedded, ...rest } = env;
  const ports = await Promise.all(Array.from({ length: instances }, freePort));
  return ports.map((port) => ({ ...rest, PORT: String(port), DATABASE_URL: url }));
}

async function startOne(fleet: Fleet, index: number, ledger: Ledger): Promise<void> {
  if (await fleet.start(index)) return;
  ledger.losses.push(`instance ${index} did not start`);
  throw new Error(`instance ${index} did not start: ${fleet.complaints().join('; ')}`);
}

/** The history is read once, and the first cards stand, before anybody is killed. */
async function firstAlerts(stage: Stage, ledger: Ledger, url: string): Promise<void> {
  for (let count = 0; count < 3; count++) attack(stage, ledger);
  const deadline = systemClock.now() + 60_000;
  while (systemClock.now() < deadline) {
    const { alerts, waiting } = await viewShared(url);
    if (alerts.length >= 3 && waiting === 0) return;
    await sleep(250);
  }
  throw new Error('the first alerts did not come');
}

/** Starts a press every 50 ms, whatever became of the earlier ones. */
function pressEvenly(people: People, ledger: Ledger): { stop(): number } {
  const begun = performance.now();
  const before = ledger.sent.length;
  const timer = setInterval(() => {
    void people.act().catch((error: unknown) => ledger.losses.push(String(error)));
  }, pressPeriodMs);
  return {
    stop() {
      clearInterval(timer);
      return (ledger.sent.length - before) / ((performance.now() - begun) / 1_000);
    },
  };
}

/** Waits for another process to have the duties; the dead one comes back after `downMs`. Answers with the seconds it took. */
async function takeOver(fleet: Fleet, ledger: Ledger, downMs: number, victim: number): Promise<number> {
  const diedAt = ledger.killedAt.at(-1) ?? 0;
  const back = sleep(downMs).then(() => startOne(fleet, victim, ledger));
  for (;;) {
    const holder = fleet.holder();
    const waited = systemClock.now() - diedAt;
    if (holder !== undefined && holder.since >= diedAt) {
      await back;
      return (holder.since - diedAt) / 1_000;
    }
    if (waited > takeOverMs) {
      ledger.losses.push(`nobody had the duties ${takeOverMs / 1_000} s after a death`);
      await back;
      return waited / 1_000;
    }
    await sleep(50);
  }
}

async function rest(ledger: Ledger, people: People, url: string, tell: KillOrder['tell']): Promise<StoreView> {
  const begun = systemClock.now();
  for (;;) {
    await people.resend(1);
    await sleep(1_000);
    const view = await viewShared(url);
    const moving = view.reviews.some(({ state }) => ['reading', 'approved', 'applying', 'verifying'].includes(state));
    const seen = new Set(
      view.alerts.flatMap(({ findings }) => findings.flatMap(({ session }) => session.correlationIds)),
    );
    const unseen = ledger.attacks.filter(({ correlationId }) => !seen.has(correlationId)).length;
    const seconds = Math.round((systemClock.now() - begun) / 1_000);
    if ((!moving && view.waiting === 0 && unseen === 0) || seconds * 1_000 > restPatienceMs) {
      tell(`  at rest after ${seconds} s, ${view.waiting} messages waiting, ${unseen} intrusions not seen`);
      return view;
    }
  }
}
