import { createHash } from 'node:crypto';

/** JSON with sorted keys and without undefined fields, so that equal values give equal text however they were built. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

/** SHA-256 in hex over the exact plan, snapshots included: an approval is bound to it. */
export function planHash(plan: unknown): string {
  return createHash('sha256').update(canonical(plan)).digest('hex');
}

/** A GUID that is always the same for the same seed, so that a repeated create or schedule request is the same request. */
export function seededGuid(...seed: readonly string[]): string {
  const hash = createHash('sha256').update(seed.join('\n')).digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-${variant}${hash.slice(18, 20)}-${hash.slice(20, 32)}`;
}
