import type { TableRow } from './activity-rows';
import { failures } from './actors';
import { adminNamed, contosoPolicy, contosoWorld } from './contoso';
import { contosoLife, nightlyCheck } from './contoso-life';
import { lineOn, networksOf, type Place, placeAt } from './lines';
import { machines, people, resourceGroups } from './people';
import { policyFileOf } from './tenant-policy';
import { hour, minute, second } from './time';

export interface DemoOptions {
  /** Epoch milliseconds: the end of the history, and the present of the attack. */
  readonly now: number;
  /** Days of history, default 90. */
  readonly days?: number;
  /** Administrators beside the twelve named ones, default 48: sixty in all, as the card says. */
  readonly colleagues?: number;
}

export interface AttackOptions {
  /** Epoch milliseconds: the present of the attack. */
  readonly now: number;
  /** Epoch milliseconds: when the reader begins to try. By default before the hour that a first start alerts on. */
  readonly readerFrom?: number;
}

/**
 * Ninety days of contoso: changes, sign-ins, sparse honest console use. Rows carry `_IngestionTime`, none later than `now`. The last 26
 * hours have no console use but the nightly check, and Rob never worked on the domain controllers, so that what the demo shows is what the
 * demo stages: a role there that nobody would miss.
 */
export function demoHistory({ now, days = 90, colleagues = 48 }: DemoOptions): readonly TableRow[] {
  const world = contosoWorld({ to: now, days, colleagues });
  contosoLife(world);
  const quietFrom = now - 26 * hour;
  const shown = world.book.rows.filter(
    (row) =>
      Date.parse(String(row._IngestionTime)) <= now &&
      !isRobOnIdentity(row) &&
      (Date.parse(String(row.TimeGenerated)) < quietFrom || !isConsoleUse(row)),
  );
  return [...shown].sort((a, b) => Date.parse(String(a._IngestionTime)) - Date.parse(String(b._IngestionTime)));
}

function isRobOnIdentity({ Caller: caller, _ResourceId: resource }: TableRow): boolean {
  return caller === people.rob.upn && String(resource).toLowerCase().startsWith(resourceGroups.identity.toLowerCase());
}

function isConsoleUse({ OperationNameValue: name }: TableRow): boolean {
  return typeof name === 'string' && /serialports\/connect|retrievebootdiagnosticsdata/i.test(name);
}

/** The policy file of the demo. */
export const demoPolicyFile = policyFileOf(contosoPolicy);

function place(country: string, kind: 'residential' | 'hosting', key: string, at: number): Place {
  const [network] = networksOf(country, kind);
  if (!network) throw new Error(`no ${kind} network in ${country}`);
  return placeAt(lineOn(network, key), at);
}

/**
 * The alert of the demo, in the order of its card: Rob's account, from a home line in Brazil with a token issued on a rented server, writes an
 * extension on dc01 and opens dc01, sql03, web1 and web2 within 21 minutes; a disk of sql03 is exported. All but the fifth console (sql04) are
 * visible before `now`; that one comes four minutes later, so that a live demo shows an alert grow. Beside it an expected use (the nightly
 * check) and a reader who is refused on six machines, visible eight minutes after they tried.
 */
export function demoAttack({ now, readerFrom = now - 95 * minute }: AttackOptions): readonly TableRow[] {
  const world = contosoWorld({ to: now, days: 1, ids: 'demo attack' });
  const { book } = world;
  const { rob, eva } = people;
  const begin = now - 29 * minute;
  const from = place('BR', 'residential', 'demo attacker', now);
  const tokenFrom = place('NL', 'hosting', 'demo proxy', now);
  const deed = (at: number, visibleAt: number) => ({
    at,
    by: rob,
    from,
    tokenFrom,
    methods: ['pwd', 'mfa'],
    delayMs: visibleAt - at,
  });

  book.signIn({
    at: begin - 40 * minute,
    by: rob,
    from: tokenFrom,
    methods: ['pwd', 'mfa'],
    risk: 'medium',
    riskEvents: ['unfamiliarFeatures'],
  });
  book.resetPassword(machines.dc01, deed(begin - 6 * minute, begin + 5 * minute), 'hlp-7');
  const visits: readonly (readonly [string, number, number])[] = [
    [machines.dc01, 0, 7],
    [machines.sql03, 8, 16],
    [machines.web1, 14, 21],
    [machines.web2, 21, 26],
    [machines.sql04, 23, 33],
  ];
  for (const [machine, startMinute, visibleMinute] of visits) {
    book.connect(machine, deed(begin + startMinute * minute, begin + visibleMinute * minute));
  }
  const disk = `${resourceGroups.data}/providers/Microsoft.Compute/disks/sql03-data`;
  book.perform('diskExport', disk, deed(begin + 19 * minute, begin + 28 * minute));

  nightlyCheck(world, now - 3 * hour);
  const home = placeAt(adminNamed(world, eva).lines.home, now);
  const tried = [machines.dc01, machines.dc02, machines.sql03, machines.sql04, machines.web1, machines.web2];
  tried.forEach((machine, order) => {
    const at = readerFrom + order * 25 * second;
    book.connect(machine, { at, by: eva, from: home, failure: failures.forbidden, delayMs: 8 * minute });
  });
  return book.rows;
}
