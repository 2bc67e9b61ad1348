import type { Verb } from '../../core/access';
import type { ListState } from '../painting/list';
import type { Ask } from '../room';

/** A list that can be asked for by command and turned by button: both read its arguments anew. */
export interface PagedList {
  /** Also what the page buttons carry. */
  readonly id: string;
  readonly needs: Verb;
  read(ask: Ask, args: string): Promise<{ readonly state: ListState; readonly summary: string }>;
}
