import type { Trace } from './call';
import { type Json, list, record, text } from './json';
import type { Transport } from './transport';
import { UnexpectedAnswer } from './unexpected-answer';

/** Every row of a list, following the absolute links; the transport refuses a link to another origin, this one a circle. */
export async function pages(transport: Transport, target: string, trace: Trace): Promise<readonly Json[]> {
  const rows: Json[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = target; next !== undefined; ) {
    if (seen.has(next)) throw new UnexpectedAnswer('the pages of the answer go in a circle');
    seen.add(next);
    const { body, requestId } = await transport({ method: 'GET', target: next });
    trace(requestId);
    const page = record(body);
    rows.push(...list(page.value, 'the value of a page'));
    next = text(page.nextLink) ?? text(page['@odata.nextLink']);
  }
  return rows;
}
