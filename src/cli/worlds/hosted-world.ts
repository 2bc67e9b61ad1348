import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ManualClock } from '../../core/clock';
import type { Log } from '../../core/log';
import type { IdentityEmulator } from '../../local/identity/identity-emulator';
import type { GeoLookup } from '../../local/kql';
import { createPinoLog } from '../../service/pino-log';
import { addTenantRows } from '../world/rows';
import { startWorld, type World, wipe } from '../world/start-world';
import type { createHistory } from './history';
import type { WorldOrder } from './orders';
import { advance } from './stepping';

export interface WorldParts {
  readonly log: Log;
  readonly identity: IdentityEmulator;
  readonly geo: GeoLookup;
  readonly history: ReturnType<typeof createHistory>;
}

/** A world with the clock in its hand. */
export interface HostedWorld {
  readonly world: World;
  readonly clock: ManualClock;
  /** What the service wrote to its log, as the lines an operator would collect. */
  readonly logLines: readonly string[];
  advance(ms: number): Promise<void>;
  /** Resolves when the bot has nothing left to do at this moment of its clock. */
  settle(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A Tuesday night, as in the demo's card; fixed, so that a story reads the same every day. */
const usualStart = Date.parse('2026-03-03T02:40:00Z');

export async function hostWorld(order: WorldOrder, parts: WorldParts): Promise<HostedWorld> {
  const { identity, geo, history } = parts;
  const logLines: string[] = [];
  const log = tee(parts.log, createPinoLog('info', { write: (line) => void logLines.push(line) }));
  const startAt = order.startAt ?? usualStart;
  const clock = new ManualClock(startAt);
  const dataDir = mkdtempSync(join(tmpdir(), 'scw-world-'));
  const env = Object.fromEntries(Object.entries(order.env).map(([name, value]) => [name, value ?? undefined]));
  const world = await startWorld({
    clock,
    log,
    identity,
    geo,
    dataDir,
    env,
    ...(order.policy === undefined ? {} : { policy: order.policy }),
    beforeBot: ({ logAnalytics }) => addTenantRows(logAnalytics, history(order, startAt)),
  });
  let startedAt = startAt;
  const settle = () => settled(world, clock);
  return {
    world,
    clock,
    logLines,
    settle,
    advance: (ms) =>
      advance(
        {
          clock,
          service: () => world.service,
          startedAt: () => startedAt,
          pollMs: Number(world.env.POLL_INTERVAL_SECONDS ?? 60) * 1_000,
          settle,
        },
        ms,
      ),
    async restart() {
      await world.restart();
      startedAt = clock.now();
    },
    async close() {
      await world.close();
      wipe(dataDir);
    },
  };
}

function tee(one: Log, other: Log): Log {
  const both =
    (level: keyof Log) =>
    (...line: Parameters<Log['info']>) => {
      one[level](...line);
      other[level](...line);
    };
  return { info: both('info'), warn: both('warn'), error: both('error') };
}

/** Milliseconds of the machine's own time between two looks, and how many looks before a stuck review is left to the story to notice. */
const lookMs = 5;
const mostLooks = 400;

/** Lets the bot's own drivers run (they wait on the clock, even for "now") until no review is due and nothing waits to be sent. */
async function settled({ service, store }: World, clock: ManualClock): Promise<void> {
  for (let look = 0; look < mostLooks; look++) {
    clock.advance(0);
    await setTimeout(lookMs);
    await service.chat.outbox.idle();
    const due = await store.uow.run((tx) => store.reviews.dueBefore(tx, clock.now(), 1));
    if (due.length === 0 && clock.nextDueAt() !== clock.now()) return;
  }
}
