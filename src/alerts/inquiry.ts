import type { Severity } from '../core/severity';
import type { Stamp } from './alert';

/** `ask`: "was this you?", to the principal or the owners of a workload. `consult`: a question to anybody else. */
export type InquiryKind = 'ask' | 'consult';

/** One question about an alert, put to one person who alone may answer it. Immutable. */
export interface Inquiry {
  /** `Q-12-1`: the first question about A-12. */
  readonly id: string;
  readonly kind: InquiryKind;
  readonly to: Asked;
  readonly by: Stamp;
  /** What was asked beyond "was this you?"; empty for a plain one. Text from outside. */
  readonly question: string;
  /** Deadline: silence is said then; a later answer still counts. */
  readonly dueAt: number;
  readonly silentAt?: number;
  readonly answer?: InquiryAnswer;
}

/** Entra object id and display name: text from outside. */
export interface Asked {
  readonly objectId: string;
  readonly name: string;
  /** Owns the workload the alert is about, instead of being its subject. */
  readonly asOwner?: boolean;
}

export interface InquiryAnswer {
  readonly at: number;
  /** `words` answers a consultation, `yes` and `no` "was this you?". */
  readonly says: 'yes' | 'no' | 'words';
  /** Text from outside; may be empty for a no. */
  readonly text: string;
  /** Where the person signed in around the answer; missing while or where no table tells. */
  readonly signIns?: SignInsAround;
}

/** The sign-ins of somebody around their answer: the only hint at where it came from, since no activity of the chat carries an address. */
export interface SignInsAround {
  readonly readAt: number;
  /** Read a second time, when late rows had come. */
  readonly final: boolean;
  /** Distinct addresses, newest first, at most five. Empty = none were logged. */
  readonly addresses: readonly string[];
  /** Those of them from which the alert's sessions came. */
  readonly suspicious: readonly string[];
}

/** How long somebody has: a call at night is answered at once or not; a colleague may be in a meeting. */
const minutes: Readonly<Record<InquiryKind, Readonly<Record<Severity, number>>>> = {
  ask: { critical: 15, high: 30, medium: 60, low: 240, informational: 240 },
  consult: { critical: 30, high: 60, medium: 240, low: 1_440, informational: 1_440 },
};

/** Minutes until silence is said. */
export function minutesToAnswer(kind: InquiryKind, severity: Severity): number {
  return minutes[kind][severity];
}

const inquiryId = /^Q-(\d+)-\d+$/;

/** `A-12` of `Q-12-1`; undefined for anything else. */
export function alertOfInquiry(id: string): string | undefined {
  const number = inquiryId.exec(id)?.[1];
  return number === undefined ? undefined : `A-${number}`;
}

/** Did somebody who must know say that it was not them? A hard signal: nothing softens it and nothing of it is learned. */
export function deniedBy(asks: readonly Inquiry[] | undefined): Inquiry | undefined {
  return asks?.find(({ answer }) => answer?.says === 'no');
}

/** Whose no it was: a person speaks for themselves, an owner for the workload they answer for. `name` is text from outside. */
export function denialWords(name: string, asOwner = false): string {
  return asOwner ? `${name}, an owner of it, asked, says: not us` : `${name}, asked, says: not me`;
}
