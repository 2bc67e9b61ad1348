import type { ReplayRecord } from './record';

export type Lack = '_ResourceId' | 'ActivityStatusValue' | 'CorrelationId';

const none: readonly Lack[] = [];
const empty = (value: unknown) => value === undefined || value === null || value === '';

/** What a row of a watched operation is without, though sessions are made from it: the machine, how it ended, which rows belong together. */
export function lacking({ table, row }: ReplayRecord): readonly Lack[] {
  if (table !== 'console') return none;
  return [
    ...(empty(row._ResourceId) && empty(row.ResourceId) ? (['_ResourceId'] as const) : none),
    ...(empty(row.ActivityStatusValue) ? (['ActivityStatusValue'] as const) : none),
    ...(empty(row.CorrelationId) ? (['CorrelationId'] as const) : none),
  ];
}
