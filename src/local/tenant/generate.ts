import type { Policy } from '../../core/policy';
import type { Severity } from '../../core/severity';
import type { TableRow } from './activity-rows';
import type { Attack } from './attacks/scene';
import { stageAttacks } from './attacks/stage';
import { automationLife, dailyLife } from './life/daily';
import {
  bootDiagnosticsReads,
  handOvers,
  honestResets,
  joiners,
  onCallNights,
  outages,
  reconnectStorms,
  refusedTries,
} from './life/events';
import { nightlyConsole } from './life/nightly-console';
import { ordinaryVisits } from './life/visit';
import { policyFileOf, policyOf } from './tenant-policy';
import { day, hour } from './time';
import { buildWorld, type World } from './world';

/** Seeds that weights may be tuned on, and seeds that are looked at only for the final figures. */
export const tuningSeeds = { first: 1, last: 20 } as const;
export const heldOutSeeds = { first: 1001, last: 1020 } as const;

export interface GenerateOptions {
  readonly seed: number;
  /** Default 60. */
  readonly admins?: number;
  /** Days that are judged, default 30. */
  readonly days?: number;
  /** Ordinary days before them, default 60. */
  readonly baselineDays?: number;
  /** Default 34. */
  readonly attacks?: number;
  /** Start of the judged days, epoch milliseconds; default a day in March or April 2026 that the seed chooses. */
  readonly from?: number;
  /** Name of a profile; default: the seed chooses. */
  readonly profile?: string;
}

export interface Label {
  readonly attack: number;
  readonly scenario: string;
  readonly variant: string;
  readonly severity: Severity;
}

export interface Tenant {
  readonly profile: string;
  /** Every row of every table, in order of visibility. */
  readonly rows: readonly TableRow[];
  readonly attacks: readonly Attack[];
  /** Which attack a console attempt belongs to, by correlation id. */
  readonly labels: ReadonlyMap<string, Label>;
  /** A policy as this tenant's team would have written it: it never knows about the attacks. */
  readonly policy: Policy;
  /** The same in the format of the policy file. */
  readonly policyFile: Readonly<Record<string, unknown>>;
  /** The judged days. */
  readonly from: number;
  readonly to: number;
  readonly admins: number;
}

/** A synthetic tenant: an ordinary history, then ordinary days with labelled attacks among them. The same options give the same rows. */
export function generateTenant(options: GenerateOptions): Tenant {
  const world = buildWorld({
    seed: options.seed,
    admins: options.admins ?? 60,
    days: options.days ?? 30,
    baselineDays: options.baselineDays ?? 60,
    from: options.from ?? Date.UTC(2026, 2, 2) + (options.seed % 40) * day,
    ...(options.profile === undefined ? {} : { profile: options.profile }),
  });
  const { declared, expected } = ordinaryTenant(world);
  const policy = policyOf(world, expected, declared);
  const reserved = new Set(expected ? [expected.objectId] : []);
  const attacks = stageAttacks(world, options.attacks ?? 34, reserved);
  const labels = new Map<string, Label>();
  attacks.forEach(({ scenario, variant, severity, correlationIds }, attack) => {
    for (const id of correlationIds) labels.set(id, { attack, scenario, variant, severity });
  });
  return {
    profile: world.profile.name,
    rows: inOrderOfVisibility(withLateRows(world, suspended(world, attacks, labels))),
    attacks,
    labels,
    policy,
    policyFile: policyFileOf(policy),
    from: world.from,
    to: world.to,
    admins: world.admins.length,
  };
}

function ordinaryTenant(world: World) {
  for (const admin of world.admins) {
    dailyLife(world, admin);
    ordinaryVisits(world, admin);
  }
  for (const workload of world.automation) automationLife(world, workload);
  const expected = nightlyConsole(world);
  onCallNights(world);
  reconnectStorms(world);
  honestResets(world);
  handOvers(world);
  refusedTries(world);
  bootDiagnosticsReads(world);
  joiners(world);
  return { expected, declared: outages(world) };
}

/**
 * An account that was used for a high or critical attack is disabled and cleaned up: its owner opens no console for five days. Answers the
 * correlation ids of the honest uses that therefore never happened.
 */
function suspended(world: World, attacks: readonly Attack[], labels: ReadonlyMap<string, Label>): ReadonlySet<unknown> {
  const grave = new Set(
    attacks.filter(({ severity }) => severity !== 'medium').flatMap(({ correlationIds }) => correlationIds),
  );
  const since = new Map<string, number>();
  for (const { correlationId, objectId, at } of world.book.uses) {
    if (grave.has(correlationId)) since.set(objectId, Math.min(at, since.get(objectId) ?? at));
  }
  return new Set(
    world.book.uses
      .filter(({ correlationId, objectId, at }) => {
        const from = since.get(objectId);
        return from !== undefined && at >= from && at < from + 5 * day && !labels.has(correlationId);
      })
      .map(({ correlationId }) => correlationId),
  );
}

/** One row in two hundred comes hours late, up to just under the two days that Log Analytics keeps event times for. */
function withLateRows(world: World, dropped: ReadonlySet<unknown>): readonly TableRow[] {
  const rng = world.rng.fork('late');
  return world.book.rows
    .filter(({ CorrelationId }) => !dropped.has(CorrelationId))
    .map((row) => {
      if (!rng.chance(0.005)) return row;
      const late = Math.min(rng.exponential(3 * hour), 47 * hour);
      return { ...row, _IngestionTime: new Date(Date.parse(String(row._IngestionTime)) + late).toISOString() };
    });
}

function inOrderOfVisibility(rows: readonly TableRow[]): readonly TableRow[] {
  const keyed = rows.map((row, index) => ({ row, index, visible: Date.parse(String(row._IngestionTime)) }));
  keyed.sort((a, b) => a.visible - b.visible || a.index - b.index);
  return keyed.map(({ row }) => row);
}

/** Judged time in weeks, for rates. */
export function judgedWeeks({ from, to }: Pick<Tenant, 'from' | 'to'>): number {
  return (to - from) / (7 * day);
}
