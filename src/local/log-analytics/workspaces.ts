import type { Schema, SourceRow } from '../kql';
import type { Interval } from './timespan';

export interface AddOptions {
  /** When the rows become visible, epoch ms. Without it: the row's own `_IngestionTime`, else now plus the emulator's ingestion delay. */
  readonly ingestedAt?: number;
  /** Workspace id; default the emulator's first workspace. */
  readonly workspace?: string;
}

interface Workspace {
  readonly id: string;
  readonly tables: Map<string, SourceRow[]>;
  readonly missing: Set<string>;
}

export interface WorkspaceStore {
  readonly add: (table: string, rows: readonly SourceRow[], ingestedAt: number, workspace?: string) => void;
  readonly count: (table?: string, workspace?: string) => number;
  readonly create: (id: string) => void;
  readonly dropTable: (table: string, workspace?: string) => void;
  readonly knows: (id: string) => boolean;
  /** The schema a query over these workspaces is bound to: tables any of them has. */
  readonly schemaOf: (ids: readonly string[]) => Schema;
  /** Rows visible at `now`, within the interval of `TimeGenerated` when there is one. */
  readonly visible: (ids: readonly string[], now: number, within?: Interval) => Record<string, SourceRow[]>;
}

/** Row sets by workspace and table. Ids are compared without case. */
export function workspaceStore(schema: Schema, firstId: string): WorkspaceStore {
  const workspaces = new Map<string, Workspace>();
  const schemas = new Map<string, Schema>();
  const open = (id: string): Workspace => {
    const key = id.toLowerCase();
    const known = workspaces.get(key) ?? { id, tables: new Map(), missing: new Set<string>() };
    workspaces.set(key, known);
    return known;
  };
  const chosen = (ids: readonly string[]) => ids.flatMap((id) => workspaces.get(id.toLowerCase()) ?? []);
  open(firstId);
  return {
    add: (table, rows, ingestedAt, workspace = firstId) => {
      if (!Object.hasOwn(schema, table)) throw new Error(`the emulator has no table ${table}`);
      const { tables, id } = open(workspace);
      const stored = tables.get(table) ?? [];
      tables.set(table, stored);
      for (const row of rows) {
        const own = typeof row._IngestionTime === 'string' ? Date.parse(row._IngestionTime) : undefined;
        stored.push({ TenantId: id, Type: table, ...row, _IngestionTime: own ?? ingestedAt });
      }
    },
    count: (table, workspace) => {
      const wanted = workspace === undefined ? [...workspaces.values()] : chosen([workspace]);
      return wanted
        .flatMap(({ tables }) => [...tables])
        .reduce((sum, [name, rows]) => (table === undefined || name === table ? sum + rows.length : sum), 0);
    },
    create: (id) => void open(id),
    dropTable: (table, workspace = firstId) => {
      open(workspace).missing.add(table);
    },
    knows: (id) => workspaces.has(id.toLowerCase()),
    schemaOf: (ids) => {
      const present = Object.entries(schema).filter(([name]) => chosen(ids).some(({ missing }) => !missing.has(name)));
      const key = present.map(([name]) => name).join();
      // The binder keeps what it made of a schema by identity.
      const cached = schemas.get(key) ?? Object.fromEntries(present);
      schemas.set(key, cached);
      return cached;
    },
    visible: (ids, now, within) => {
      const result: Record<string, SourceRow[]> = {};
      for (const { tables, missing } of chosen(ids)) {
        for (const [name, rows] of tables) {
          if (missing.has(name)) continue;
          result[name] = (result[name] ?? []).concat(rows.filter((row) => isVisible(row, now, within)));
        }
      }
      return result;
    },
  };
}

function isVisible(row: SourceRow, now: number, within: Interval | undefined): boolean {
  if (typeof row._IngestionTime === 'number' && row._IngestionTime > now) return false;
  if (!within) return true;
  const at = timeOf(row.TimeGenerated);
  return at >= within.from && at <= within.to;
}

function timeOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'number' ? value : Date.parse(String(value));
}
