import { fullStop } from '../../core/full-stop';
import { type Outcome, refuse } from '../../core/outcome';
import type { Alert, Stamp } from '../alert';

/** Somebody wants the log read again. */
export interface InvestigateAction {
  readonly kind: 'investigate';
  readonly by: Stamp;
}

export type InvestigateRefusal = 'drill' | 'not-posted' | 'under-way' | 'just-read';

/** Six queries a press: rows lag by minutes, so a reading this fresh would only be repeated. */
const freshMs = 60_000;
/** A wish older than this died unread; it may be repeated. */
const staleMs = 10 * 60_000;

export function investigateObjection(
  { id, drill, postedAt, investigation, investigationWanted }: Alert,
  { by }: InvestigateAction,
): Outcome<never, InvestigateRefusal> | undefined {
  if (drill) return refuse('drill', `${id} is a drill: nothing of it is in any log.`);
  if (postedAt === undefined)
    return refuse('not-posted', `${id} was never posted, so it has no thread to answer in.`, '`show` it instead.');
  if (investigationWanted !== undefined && by.at - investigationWanted.at < staleMs)
    return refuse('under-way', fullStop(`The log around ${id} is being read already, for ${investigationWanted.name}`));
  if (investigation !== undefined && investigation.failures === 0 && by.at - investigation.at < freshMs)
    return refuse('just-read', `The log around ${id} was read less than a minute ago.`, 'Its card is in the thread.');
  return undefined;
}
