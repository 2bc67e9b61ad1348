/** SQLite takes 32,766 parameters a statement; ten columns of this many rows stay well below. */
const chunkSize = 500;

/** The items in pieces a single statement can carry. */
export function* chunks<T>(items: readonly T[], size = chunkSize): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
