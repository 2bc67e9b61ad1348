import { fail, type WireAnswer } from '../cloud/wire';
import type { ArmContext } from './route';

/** One page of a list with an absolute `nextLink`, which carries the original query. */
export function page(rows: readonly unknown[], { request, pageSize }: ArmContext): WireAnswer {
  const start = Number(request.query.get('$skipToken') ?? 0);
  if (!Number.isInteger(start) || start < 0) fail(400, 'InvalidSkipToken', 'The skip token is not valid.');
  const end = start + pageSize;
  const value = rows.slice(start, end);
  if (end >= rows.length) return { status: 200, body: { value } };
  const query = new URLSearchParams(request.query);
  query.set('$skipToken', String(end));
  return { status: 200, body: { value, nextLink: `${request.origin}${request.path}?${query}` } };
}
