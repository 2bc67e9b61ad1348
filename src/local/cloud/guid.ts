import { createHash } from 'node:crypto';

/** The same GUID for the same words, so that seeds, tests and documents can name things without a table of ids. */
export function guidFor(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
