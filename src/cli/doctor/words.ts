import type { Finding, FindingState } from './finding';

const marks: Readonly<Record<FindingState, string>> = {
  good: 'good   ',
  warning: 'warning',
  bad: 'BAD    ',
  unknown: 'unknown',
};

/** `BAD      workspace 1234: no Activity log … → Add a diagnostic setting …`, one line whatever the services said. */
export function findingLine({ name, state, says, remedy }: Finding): string {
  return `${marks[state]}  ${name}: ${says}${remedy === undefined ? '' : ` → ${remedy}`}`.replace(
    /[\p{Cc}\u2028\u2029]+/gu,
    ' ',
  );
}

export function summaryLine(findings: readonly Finding[]): string {
  const count = (state: FindingState) => findings.filter((finding) => finding.state === state).length;
  return `${count('good')} good, ${count('warning')} warnings, ${count('unknown')} unknown, ${count('bad')} bad`;
}

/** Takes secrets out of whatever a library or a service put into its words. */
export function withoutSecrets(secrets: readonly string[]): (line: string) => string {
  // Longest first: a secret inside another must not leave the other's rest standing.
  const known = [...new Set(secrets.filter((secret) => secret.length >= 4))].sort((a, b) => b.length - a.length);
  return (line) => known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
}
