import type { ReplayAlert, ReplayOptions } from './options';

export type { ReplayAlert, ReplayOptions } from './options';

/** Runs rows (parsed objects, any order) through the production pipeline; alerts come back ordered by `raisedAt`. */
export async function replayRows(
  _rows: AsyncIterable<unknown> | Iterable<unknown>,
  _options: ReplayOptions = {},
): Promise<ReplayAlert[]> {
  throw new Error('replayRows: being built');
}
