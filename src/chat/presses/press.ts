import type { AnyVerb } from '../../core/access';
import type { Answer, DialogIn, MessageIn, PressIn } from '../ports';
import type { Ask } from '../room';

/** What carries a verb and data: a button, an opened or submitted dialog, or the fallback of an old client. */
export type PressAsk = Ask<PressIn | DialogIn | MessageIn>;

/** One button: what it is called on the wire, who may, and what it does. */
export interface Press {
  readonly verb: string;
  /** Checked inside `run` against the case; stated here for the table test and the documents. */
  readonly needs: AnyVerb;
  run(ask: PressAsk, subject: string, data: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** Opens the dialog whose submit calls `run`. */
  open?(ask: PressAsk, subject: string): Promise<Answer>;
}

/** Text typed into an input; empty when the field is missing or not text. */
export function typed(data: Readonly<Record<string, unknown>>, field: string): string {
  const value = data[field];
  return typeof value === 'string' ? value.trim() : '';
}
