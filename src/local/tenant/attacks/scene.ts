import type { Severity } from '../../../core/severity';
import { hasNetwork, lineOn, networksOf, type Place, placeAt } from '../lines';
import type { Machine } from '../machines';
import type { NetworkKind } from '../network-table';
import type { Admin } from '../population';
import type { Rng } from '../random';
import { hour } from '../time';
import { tripAt, type World } from '../world';

/** What an attack did, as the answer sheet names it. */
export interface Attack {
  /** Row of the scenario table it varies, such as `A2`. */
  readonly scenario: string;
  /** Which variation, in a few words. */
  readonly variant: string;
  /** The severity a responder may expect at least. */
  readonly severity: Severity;
  /** Every console attempt (or boot diagnostics read) that belongs to it. */
  readonly correlationIds: readonly string[];
}

/** Where and when one attack is to be staged. */
export interface Scene {
  readonly world: World;
  readonly rng: Rng;
  /** Midnight UTC of its day. */
  readonly midnight: number;
  readonly cast: Cast;
}

/** Hands out victims so that two attacks never share a principal. */
export interface Cast {
  take(scene: { world: World; midnight: number }, wanted: (admin: Admin) => boolean): Admin;
  takeWorkload(wanted?: (workload: World['automation'][number]) => boolean): World['automation'][number];
}

export function createCast(world: World, rng: Rng, reserved: ReadonlySet<string>): Cast {
  const used = new Set<string>(reserved);
  return {
    take(scene, wanted) {
      const free = world.admins.filter(
        (admin) =>
          !used.has(admin.objectId) &&
          admin.startsAt <= world.historyFrom &&
          [-1, 0, 1, 2, 3].every((offset) => !tripAt(admin, scene.midnight + offset * 24 * hour)),
      );
      const fitting = free.filter(wanted);
      // A small tenant may have run out of the wanted kind: anybody free is better than no attack.
      const victim = rng.pick(fitting.length > 0 ? fitting : free.length > 0 ? free : world.admins);
      used.add(victim.objectId);
      return victim;
    },
    takeWorkload(wanted = () => true) {
      const free = world.automation.filter((workload) => !used.has(workload.objectId) && wanted(workload));
      const chosen = rng.pick(
        free.length > 0 ? free : world.automation.filter(({ objectId }) => !reserved.has(objectId)),
      );
      used.add(chosen.objectId);
      return chosen;
    },
  };
}

export const canConnect = (admin: Admin) => ['owner', 'contributor', 'vmContributor'].includes(admin.grant.role);
export const isWide = (admin: Admin) => admin.team === 'platform';

/** A moment in the victim's working hours (`office`) or at their night. */
export function moment({ midnight, rng }: Scene, admin: Admin, when: 'office' | 'night'): number {
  const local = when === 'office' ? rng.between(admin.startHour + 1, admin.endHour - 1) : rng.between(0.5, 4.5);
  return midnight + (local - admin.utcOffset) * hour;
}

/**
 * An address of an attacker's own. Given a person instead of a country: in their country, but at another provider than their own home and
 * phone where there is one, because "a new network" must be new.
 */
export function strangersPlace(scene: Scene, where: string | Admin, kind: NetworkKind, at: number): Place {
  const country = typeof where === 'string' ? where : where.country;
  const chosen = hasNetwork(country, kind) ? kind : 'residential';
  const own = typeof where === 'string' ? [] : [where.lines.home.network.asn, where.lines.mobile.network.asn];
  const all = networksOf(country, chosen);
  const strange = all.filter(({ asn }) => !own.includes(asn));
  return placeAt(lineOn(scene.rng.pick(strange.length > 0 ? strange : all), `attacker ${scene.rng.guid()}`), at);
}

export function foreignCountry({ rng }: Scene, admin: Admin): string {
  return rng.pick(
    ['BR', 'RU', 'NG', 'VN', 'RO', 'CN', 'MX', 'ID', 'PH'].filter((country) => country !== admin.country),
  );
}

/** Production machines within the victim's rights, fewer when there are not so many. */
export function targets({ rng, world }: Scene, admin: Admin, count: number): readonly Machine[] {
  const reachable = admin.grant.role === 'reader' ? world.machines : admin.machines;
  const production = reachable.filter((machine) => machine.production && machine.scaleSet === undefined);
  return rng.sample(production.length >= count ? production : world.machines, count);
}
