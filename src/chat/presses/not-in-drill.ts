import type { Answer } from '../ports';
import { replies } from '../words/replies';

/** A drill has nobody and no machine behind it: what would read or change Azure is refused, and the approval comes by itself. */
export function notInDrill(alertId: string): Answer {
  return { kind: 'refused', status: 409, code: 'drill', message: replies.notInDrill(alertId) };
}
