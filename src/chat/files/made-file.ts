import type { Verb } from '../../core/access';
import type { FileConsentIn } from '../ports';
import type { Ask } from '../room';

/** A kind of file that is offered in a personal chat. What the offer carried only names it: who may, and what is in it, is decided when it is taken. */
export interface FileKind {
  /** Also what the offer's context carries. */
  readonly offer: string;
  readonly needs: Verb;
  /** What it is about, for the audit. */
  readonly subject: string;
  make(ask: Ask<FileConsentIn>, context: Readonly<Record<string, unknown>>): Promise<MadeFile | NoFile>;
}

export interface MadeFile {
  readonly content: string;
  readonly rows: number;
  /** Said in place of the offer once it is stored. */
  readonly stored: string;
}

/** Why there is nothing to send. */
export interface NoFile {
  readonly says: string;
}
