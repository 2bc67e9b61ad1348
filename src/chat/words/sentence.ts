import type { Alert, SessionFinding } from '../../alerts/alert';
import { isOperation, reasonsOf } from '../../alerts/summary';
import { fullStop } from '../../core/full-stop';
import { outside } from './escape';
import { count, countryName, principalKind, principalName } from './names';
import { onlyOperations } from './operations';
import { duration } from './time';

/** The one sentence of an alert: who did what, how often, from where, and the heaviest reason. */
export function alertSentence(alert: Alert): string {
  return `${whoDid(alert)}${fromWhere(alert)}${because(alert)}`;
}

/** `rob@contoso.com (user, Owner)`. */
export function principalWords(alert: Alert): string {
  const { principal } = alert;
  const role = roleUsed(alert);
  const inside = role === undefined ? principalKind[principal.type] : `${principalKind[principal.type]}, ${role}`;
  return `${principalName(alert)} (${inside})`;
}

/** The role the log names for the newest session that names one. */
export function roleUsed({ findings }: Alert): string | undefined {
  const role = findings.findLast(({ session }) => session.evidence?.role !== undefined)?.session.evidence?.role;
  return role === undefined ? undefined : outside(role, 60);
}

function whoDid(alert: Alert): string {
  const { findings } = alert;
  const connects = connectsOf(alert);
  const who = principalWords(alert);
  if (connects.length === 0) {
    const read = findings.filter(({ session }) => session.kind === 'boot-diagnostics');
    return read.length === 0
      ? `${who}, no console use`
      : `${who} read boot diagnostics of ${count(machines(read), 'machine')}${within(read)}`;
  }
  const refused = allRefused(connects);
  const opened = connects.length === 1 ? 'a serial console' : `${connects.length} serial consoles`;
  const number = machines(connects);
  const on = connects.length > 1 && number !== connects.length ? ` on ${count(number, 'machine')}` : '';
  return `${who} ${refused ? 'was refused' : 'opened'} ${opened}${on}${within(connects)}`;
}

function connectsOf({ findings }: Alert): readonly SessionFinding[] {
  return findings.filter(({ session }) => session.kind === 'connect');
}

function allRefused(connects: readonly SessionFinding[]): boolean {
  return connects.length > 0 && connects.every(({ session }) => session.outcome === 'failure');
}

function machines(findings: readonly SessionFinding[]): number {
  return new Set(findings.map(({ session }) => session.target.toLowerCase())).size;
}

function within(findings: readonly SessionFinding[]): string {
  const starts = findings.map(({ session }) => session.startedAt);
  const span = Math.max(...starts) - Math.min(...starts);
  return findings.length < 2 ? '' : ` in ${duration(Math.max(60_000, span))}`;
}

function fromWhere(alert: Alert): string {
  if (onlyOperations(alert)) return '';
  const session = alert.findings.findLast((one) => !isOperation(one))?.session;
  if (session?.country !== undefined) return ` from ${countryName(session.country)}`;
  const address = session?.sourceIps[0];
  return address === undefined ? ' from an unknown address' : ` from ${outside(address, 50)}`;
}

/** Where the sentence says "refused" already, a reason that begins with it goes on from there. */
function because(alert: Alert): string {
  const reason = reasonsOf(alert).find(({ points }) => points > 0);
  if (reason === undefined) return '.';
  const text = allRefused(connectsOf(alert)) ? reason.text.replace(/^refused:? /, '') : reason.text;
  return fullStop(`: ${firstClause(outside(text, 300))}`);
}

/** A reason says its main fact first and details behind a semicolon: the headline takes whole clauses as far as they fit, never half a word. */
function firstClause(text: string): string {
  const clauses = text.replace(/\.$/, '').split('; ');
  const fitting = clauses.filter((_, index) => clauses.slice(0, index + 1).join('; ').length <= 110);
  return fitting.length > 0 ? fitting.join('; ') : outside(clauses[0] ?? text, 110);
}
