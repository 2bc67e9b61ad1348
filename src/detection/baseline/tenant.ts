import { aged, type Spans, touch } from './spans';

/** The tenant's own document (`tenant`): how long we have watched, who lives here, how the console is used. JSON. */
export interface Tenant {
  /** UTC day number of the oldest row ever read. */
  readonly firstDay: number;
  /** Principal key → span of console use. */
  readonly use: Spans;
  /** Principal key → last day of ordinary life; people and workloads. */
  readonly life: Readonly<Record<string, number>>;
  /** Sums over learned principal-days with console use: how many, their sessions, their distinct machines. */
  readonly activity: { readonly days: number; readonly sessions: number; readonly machines: number };
}

export const emptyTenant: Tenant = {
  firstDay: Number.MAX_SAFE_INTEGER,
  use: {},
  life: {},
  activity: { days: 0, sessions: 0, machines: 0 },
};

export function withFirstDay(tenant: Tenant, day: number): Tenant {
  return day < tenant.firstDay ? { ...tenant, firstDay: day } : tenant;
}

export function withConsoleUse(tenant: Tenant, who: string, day: number, newDay: boolean, newMachine: boolean): Tenant {
  const { days, sessions, machines } = tenant.activity;
  return {
    ...tenant,
    use: touch(tenant.use, who, day),
    activity: { days: days + (newDay ? 1 : 0), sessions: sessions + 1, machines: machines + (newMachine ? 1 : 0) },
  };
}

/** Without whom nobody saw since `oldest`: the document names everybody, and is read at every poll. The same object when nobody is that old. */
export function agedTenant(tenant: Tenant, oldest: number): Tenant {
  const life = Object.entries(tenant.life);
  const living = life.filter(([, last]) => last >= oldest);
  const use = aged(tenant.use, oldest);
  if (living.length === life.length && use === tenant.use) return tenant;
  return { ...tenant, use, life: living.length === life.length ? tenant.life : Object.fromEntries(living) };
}
