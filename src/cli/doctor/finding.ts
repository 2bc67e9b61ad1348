/** `unknown`: could not be found out, which is neither good nor bad; it says what would have to be known. */
export type FindingState = 'good' | 'warning' | 'bad' | 'unknown';

/** One line of the doctor: what was looked at, how it is, and what to do when it is not good. */
export interface Finding {
  readonly name: string;
  readonly state: FindingState;
  readonly says: string;
  readonly remedy?: string;
}

export const good = (name: string, says: string): Finding => ({ name, state: 'good', says });
export const warning = (name: string, says: string, remedy: string): Finding => ({
  name,
  state: 'warning',
  says,
  remedy,
});
export const bad = (name: string, says: string, remedy: string): Finding => ({ name, state: 'bad', says, remedy });
export const unknown = (name: string, says: string, remedy: string): Finding => ({
  name,
  state: 'unknown',
  says,
  remedy,
});

/** At most `most` of the words, and how many more there are. */
export function few(words: readonly string[], most = 6): string {
  const rest = words.length - most;
  return rest > 0 ? `${words.slice(0, most).join(', ')} and ${rest} more` : words.join(', ');
}
