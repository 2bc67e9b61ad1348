import type { Principal } from '../../core/principal';
import type { Tx } from '../../core/unit-of-work';
import { sitePrefixOf } from '../../geo/address';
import { isAzureAddress } from '../../geo/azure-addresses';
import type { Desk } from '../baseline/desk';
import { placeKey, placeKeysOf, principalKey, sightingAt, whoKey } from '../baseline/keys';
import { emptyPlace, type Place } from '../baseline/place';
import { emptyProfile, type Profile } from '../baseline/profile';
import { dayMs, dayOf } from '../baseline/spans';
import { emptyTenant, type Tenant } from '../baseline/tenant';
import type { Context } from '../context/context';
import type { Facts } from '../facts';
import type { ConsoleSession } from '../finding';
import type { Neighbour, Situation } from '../history';
import type { PolicyView } from '../policy-view';
import type { FindingSink } from '../ports';
import type { Related } from '../related';
import { isDenied, type KeptSession, publicSession, targetKey } from '../session';
import type { BaselineStore } from '../store-ports';
import { hourMs } from './config';
import { keptOf } from './session-records';

/** Under this many days of tenant history first-seen reasons weigh at tenant level only (design §4). */
const learningDays = 14;

/**
 * Sessions on this machine that are read of the seven days before the last one: nights, verdicts and the previous session are asked of it alone,
 * everything else of 24 hours. The newest show three nights in a row to whoever comes ten times a night; more in one night is loud by itself.
 */
const mostVisits = 30;

export interface LoaderParts {
  readonly store: BaselineStore;
  readonly tx: Tx;
  readonly desk: Desk;
  readonly now: number;
  readonly baselineDays: number;
  readonly contextOf: (principal: Principal) => Context;
  readonly situation: Situation;
  readonly policy: PolicyView;
  readonly asnOf?: ((address: string) => string | undefined) | undefined;
  readonly isMuted?: FindingSink['isMuted'] | undefined;
}

/** Puts together what the triggers may know about one session: a fixed number of keyed reads, however long the history. */
export async function loadFacts(parts: LoaderParts, kept: KeptSession, session: ConsoleSession): Promise<Facts> {
  const { store, tx, desk, now, situation, policy } = parts;
  const context = parts.contextOf(session.principal);
  const who = principalKey(session.principal);
  const ip = session.sourceIps[0];
  const site = ip === undefined ? undefined : sitePrefixOf(ip);
  if (site !== undefined) await desk.load([placeKey('site', site)]);
  const asn = asnFor(parts, context, kept, ip, site);
  const { country, subscriptionId, target, startedAt } = session;
  const sighting = sightingAt({ ip, country, asn, target, subscriptionId });
  const keys = placeKeysOf(sighting);
  await desk.load(['tenant', whoKey(who), ...keys]);

  const about = { principalId: session.principal.objectId, machine: targetKey(target) };
  const neighbours = async (
    links: readonly string[],
    from: number,
    to: number,
    limit: number,
    also?: string,
  ): Promise<Neighbour[]> => {
    const query = { links, from, to, limit, ...(also === undefined ? {} : { also }) };
    const records = await store.recordsByLink(tx, 'session', query);
    return records.flatMap((record) => (record.id === kept.id ? [] : (neighbourOf(keptOf(record), now) ?? [])));
  };
  const others = (of: Neighbour) => of.session.principal.objectId !== about.principalId;
  const day = 24 * hourMs;
  const mine = [`principal:${about.principalId}`];
  const links = session.sourceIps.map((address) => `ip:${address}`);
  const scaleSet = about.machine.replace(/\/virtualmachines\/[^/]+$/, '');
  const related = await store.recordsByLink(tx, 'related', {
    links: [
      `caller:${about.principalId}`,
      `target:${about.machine}`,
      ...(about.machine.includes('/virtualmachinescalesets/') ? [`target:${scaleSet}`] : []),
      `granted:${about.principalId}`,
      `switch:${subscriptionId}`,
    ],
    from: startedAt - day,
    to: session.lastAt + day,
    limit: 200,
  });
  const placed = kept.attempts.filter((of) => of.latitude !== undefined);
  const place = placed.find((of) => of.ip === ip) ?? placed[0];
  const tenant = desk.read<Tenant>('tenant', emptyTenant);
  const today = dayOf(startedAt);
  return {
    session: asn === undefined ? session : { ...session, network: asn },
    network: sighting.network ?? [],
    ...(site === undefined ? {} : { site }),
    ...(ip === undefined ? {} : { ip }),
    place: {
      ...(country === undefined ? {} : { country }),
      ...(place?.latitude === undefined || place.longitude === undefined
        ? {}
        : { latitude: place.latitude, longitude: place.longitude }),
    },
    denied: isDenied(kept, now),
    learning: today - tenant.firstDay < learningDays,
    azure: ip !== undefined && isAzureAddress(ip, asn === undefined ? undefined : Number(asn.slice(2))),
    history: {
      day: today,
      oldest: today - parts.baselineDays,
      who,
      profile: desk.read<Profile>(whoKey(who), emptyProfile),
      tenant,
      places: new Map(keys.map((key) => [key, desk.read<Place>(key, emptyPlace)])),
      own: [
        ...(await neighbours(mine, startedAt - 8 * dayMs, startedAt - day - 1, mostVisits, `target:${about.machine}`)),
        ...(await neighbours(mine, startedAt - day, startedAt + day, 150)),
      ],
      onMachine: (await neighbours([`target:${about.machine}`], startedAt - day, startedAt + hourMs, 30)).filter(
        others,
      ),
      onAddress: (await neighbours(links, startedAt - 2 * hourMs, startedAt + 2 * hourMs, 30)).filter(others),
      inSubscription: (
        await neighbours([`subscription:${subscriptionId}`], startedAt - hourMs, startedAt + hourMs, 40)
      ).filter(others),
      related: related.map(({ value }) => value as Related),
      context,
      situation,
    },
    policy,
  };
}

function neighbourOf(kept: KeptSession, now: number): Neighbour | undefined {
  const session = publicSession(kept, now);
  if (session === undefined) return undefined;
  const { found, verdict, asn } = kept;
  return {
    session,
    denied: isDenied(kept, now),
    ...(found === undefined ? {} : { found }),
    ...(verdict === undefined ? {} : { verdict }),
    ...(asn === undefined ? {} : { asn }),
  };
}

/** Told by the session itself, by a sign-in from the same address, by earlier sign-ins from the site, or by a database. */
function asnFor(
  { desk, asnOf }: LoaderParts,
  context: Context,
  kept: KeptSession,
  ip: string | undefined,
  site: string | undefined,
): string | undefined {
  if (kept.asn !== undefined || ip === undefined || site === undefined) return kept.asn;
  const signIn = context.signIns.find((of) => of.ip === ip && of.asn !== undefined)?.asn;
  return signIn ?? desk.read<Place>(placeKey('site', site), emptyPlace).asn ?? asnOf?.(ip);
}
