import { systemClock } from '../../../src/core/clock';
import { viewStore } from '../kill/store-view';
import { clearFaults } from '../kill/wire-faults';
import { aroundScenarios } from './around';
import { connectorScenarios } from './connector';
import { runFullDisk, smallDisk } from './full-disk';
import { logScenarios } from './logs';
import { openSite, type Site } from './site';

export interface WireRow {
  readonly name: string;
  readonly faults: number;
  /** Presses and intrusions. */
  readonly inputs: number;
  readonly seconds: number;
  readonly losses: number;
}

export interface WiresReport {
  readonly rows: readonly WireRow[];
  readonly skipped: readonly string[];
  readonly peakMemory: number;
  readonly losses: readonly string[];
  readonly seconds: number;
}

/** One each for the scenarios before the outage. */
const intruders = 40;

export interface WiresOrder {
  /** How many intruders come while Azure is away. */
  readonly intrusions: number;
  readonly short: boolean;
  readonly tell: (line: string) => void;
}

/** Everything that can go wrong around the process, one after the other on one that lives through it all. */
export async function runWires({ intrusions, short, tell }: WiresOrder): Promise<WiresReport> {
  const begun = systemClock.now();
  const rows: WireRow[] = [];
  const losses: string[] = [];
  const skipped: string[] = [];

  async function row(name: string, site: Site | undefined, run: () => Promise<readonly [Site, number]>): Promise<void> {
    const at = systemClock.now();
    const inputs = site?.inputs() ?? 0;
    const before = site?.ledger.losses.length ?? 0;
    const [on, faults] = await run();
    if (viewStore(on.storeDir).brokenAt !== undefined) on.lost('the audit chain is broken');
    const lost = on.ledger.losses.slice(before);
    losses.push(...lost.map((loss) => `${name}: ${loss}`));
    const seconds = Math.round((systemClock.now() - at) / 1_000);
    rows.push({ name, faults, inputs: on.inputs() - inputs, seconds, losses: lost.length });
    tell(`  ${name}: ${lost.length} losses, ${seconds} s ${lost.join('; ')}`.trimEnd());
  }

  let peakMemory = 0;
  const site = await openSite(intruders + intrusions);
  try {
    for (const scenario of [...connectorScenarios, ...logScenarios, ...aroundScenarios]) {
      if (short && scenario.short !== true) continue;
      await row(scenario.name, site, async () => [site, await scenario.run(site, intrusions)]);
      clearFaults(site.stage);
    }
    peakMemory = site.bot.peakMemory();
  } finally {
    await site.close();
  }
  const complaints = site.bot.complaints().trim();
  if (complaints !== '') losses.push(`the process complained: ${complaints.slice(0, 500)}`);
  await fullDisk();
  return { rows, skipped, peakMemory, losses, seconds: Math.round((systemClock.now() - begun) / 1_000) };

  async function fullDisk(): Promise<void> {
    const disk = smallDisk();
    if (disk === undefined) {
      skipped.push('disk full (this user may not mount a tmpfs)');
      return;
    }
    let own: Site | undefined;
    try {
      await row('disk full', undefined, async () => {
        own = await runFullDisk(disk.dir);
        return [own, 1];
      });
    } finally {
      await own?.close();
      disk.unmount();
    }
  }
}
