import type { Column, KqlType } from '../values/types';

/** Columns written as blank-separated names under their type. */
export type ColumnNames = Readonly<Partial<Record<KqlType, string>>>;

/** Columns every table of a workspace has. `TenantId` is the workspace's id, not the Entra tenant's. */
const common: ColumnNames = {
  string: 'SourceSystem TenantId Type _IsBillable',
  datetime: 'TimeGenerated',
  real: '_BilledSize',
};

/** A table's columns in the order of the public table reference: alphabetical, without regard to case and leading underscores. */
export function table(columns: ColumnNames): readonly Column[] {
  return [common, columns]
    .flatMap((group) => Object.entries(group) as [KqlType, string][])
    .flatMap(([type, names]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name): Column => ({ name, type })),
    )
    .sort((a, b) => order(a.name).localeCompare(order(b.name)) || a.name.length - b.name.length);
}

function order(name: string): string {
  return name.replace(/^_/, '').toLowerCase();
}
