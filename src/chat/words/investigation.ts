import type { Alert } from '../../alerts/alert';
import { isPrincipal } from '../../alerts/investigation/investigate';
import type { Figure, FigureId, FigureRows, Investigation } from '../../alerts/investigation/investigation';
import { meaningOf } from '../../alerts/investigation/meanings';
import { sourceIpsOf, targetsOf } from '../../alerts/summary';
import { outside, plain } from './escape';
import { count, countryName, listed, machineName, personName } from './names';
import { onlyOperations } from './operations';
import { alarm, type Fact, facts, good, quiet, strong } from './piece';
import { clock, date, range } from './time';

/** One figure of an investigation in words: a title with its window, and lines of facts. */
export interface Section {
  readonly id: FigureId;
  readonly title: string;
  readonly window: string;
  readonly lines: readonly (readonly Fact[])[];
}

export const figureTitles: Readonly<Record<FigureId, { readonly title: string; readonly window: string }>> = {
  'own-activity': { title: 'WHAT ELSE THEY DID', window: '6 h before to 6 h after' },
  'around-machines': { title: 'BEFORE AND AFTER', window: '24 h, the machines and the account' },
  'same-address': { title: 'SAME ADDRESS', window: '24 h before and after' },
  'sign-ins': { title: 'SIGN-INS', window: '24 h before to 6 h after' },
  history: { title: 'USUALLY', window: '90 d up to the day before' },
  'machine-sessions': { title: 'THE MACHINES BEFORE', window: '90 d up to the first connect' },
};

/** How many lines of a figure stand on the card. */
const mostLines = 5;

export function sectionsOf(alert: Alert, investigation: Investigation): readonly Section[] {
  return investigation.figures.map((figure) => ({
    id: figure.id,
    ...figureTitles[figure.id],
    lines: figure.failed === undefined ? linesOf(alert, figure) : [[unread(figure.failed)]],
  }));
}

function unread(why: string): Fact {
  return strong(`not read: ${outside(why, 160)}`);
}

function linesOf(alert: Alert, figure: Figure): readonly (readonly Fact[])[] {
  const shown = linesByFigure(alert, figure);
  const left = shown.length - Math.min(shown.length, mostLines) + (figure.more ?? 0);
  return left === 0 ? shown : [...shown.slice(0, mostLines), [quiet(`and ${left} more: see the query`)]];
}

function linesByFigure(alert: Alert, figure: Figure): readonly (readonly Fact[])[] {
  switch (figure.id) {
    case 'own-activity':
      return figure.rows.length === 0 ? nothing('nothing but the console') : figure.rows.map((row) => did(alert, row));
    case 'around-machines':
      return figure.rows.length === 0
        ? nothing('no reset, run command, restart, export, role or logging change')
        : figure.rows.map((row) => around(alert, row));
    case 'same-address': {
      const others = figure.rows.filter(({ who }) => !isPrincipal(who, alert.principal));
      return others.length === 0 ? nothing('nobody else came from there') : others.map(cameToo);
    }
    case 'sign-ins':
      return figure.rows.length === 0
        ? [[alarm('none logged')]]
        : [...figure.rows.map((row) => signedIn(alert, row)), ...neverThere(alert, figure.rows, figure.more)];
    case 'history':
      return figure.rows.slice(0, 1).map((row) => past(alert, row));
    case 'machine-sessions':
      return figure.rows.length === 0
        ? [[alarm(`nobody used the console of ${targetsOf(alert).length === 1 ? 'it' : 'any of them'}`)]]
        : figure.rows.map((row) => used(alert, row));
  }
}

const nothing = (text: string): readonly (readonly Fact[])[] => [[good(text)]];

/** What the card counts time from. */
const mark = (alert: Alert): string => (onlyOperations(alert) ? 'the operation' : 'the connect');

function did(alert: Alert, row: FigureRows['own-activity']): readonly Fact[] {
  const meaning = meaningOf(row.operation);
  const says = `${row.calls} × ${meaning?.says ?? operationName(row.operation)}`;
  return facts(
    meaning === undefined ? says : alarm(says),
    range(row.firstAt, row.lastAt),
    row.refused > 0 && `${row.refused} refused`,
    row.targets.length > 0 && quiet(listed(row.targets.map(machineName), 2)),
    meaning !== undefined && row.lastAt >= alert.openedAt && `after ${mark(alert)}`,
  );
}

function around(alert: Alert, row: FigureRows['around-machines']): readonly Fact[] {
  const { openedAt, principal } = alert;
  const says = `${clock(row.at, openedAt)} ${meaningOf(row.operation)?.says ?? operationName(row.operation)}`;
  return facts(
    row.refused ? says : alarm(says),
    row.target !== '' && machineName(row.target),
    isPrincipal(row.who, principal) ? 'by them' : `by ${row.who === '' ? 'unknown' : personName(row.who)}`,
    row.refused && 'refused',
    row.at < openedAt ? `before ${mark(alert)}` : 'after it',
  );
}

function cameToo(row: FigureRows['same-address']): readonly Fact[] {
  return facts(
    alarm(personName(row.who)),
    row.calls > 0 && count(row.calls, 'call'),
    row.signIns > 0 && count(row.signIns, 'sign-in'),
    row.failedSignIns > 0 && alarm(count(row.failedSignIns, 'failed sign-in')),
    range(row.firstAt, row.lastAt),
  );
}

/** A console opened from an address that never signed in: the token came from elsewhere. */
function neverThere(alert: Alert, rows: readonly FigureRows['sign-ins'][], more = 0): readonly (readonly Fact[])[] {
  const ips = sourceIpsOf(alert);
  const seen = rows.some(({ ip, good: signIns }) => signIns > 0 && ips.includes(ip));
  return seen || more > 0 || ips.length === 0 ? [] : [[alarm("no sign-in from the console's address")]];
}

function signedIn({ findings }: Alert, row: FigureRows['sign-ins']): readonly Fact[] {
  const theirs = findings.some(({ session }) => session.sourceIps.includes(row.ip));
  const issued = findings.some(({ session }) => session.tokenIp === row.ip);
  const address = row.ip === '' ? 'address unknown' : outside(row.ip, 45);
  const risk = row.risks.filter((level) => level !== 'none');
  const factor =
    row.good === 0
      ? undefined
      : row.multifactor === row.good
        ? 'MFA required'
        : row.multifactor === 0
          ? alarm('single factor')
          : alarm(`MFA in ${row.multifactor} of ${row.good}`);
  return facts(
    theirs
      ? strong(`${address} (the console's)`)
      : issued
        ? strong(`${address} (where the token was issued)`)
        : address,
    row.country !== '' && countryName(row.country),
    row.good > 0 && count(row.good, 'sign-in'),
    row.failed > 0 && alarm(`${row.failed} failed`),
    factor,
    risk.length > 0
      ? alarm(`risk ${risk.map((level) => outside(level, 12)).join(', ')}`)
      : row.risks.length === 0
        ? 'risk unknown'
        : 'no risk',
    range(row.firstAt, row.lastAt),
  );
}

function past({ openedAt }: Alert, row: FigureRows['history']): readonly Fact[] {
  if (row.calls === 0) return [alarm('not in the Activity log of 90 d')];
  return facts(
    `${count(row.calls, 'call')} on ${count(row.days, 'day')}`,
    row.consoleUses === 0
      ? alarm('never the console')
      : `console ${count(row.consoleUses, 'time')}${row.lastConsoleAt === undefined ? '' : `, last ${when(row.lastConsoleAt, openedAt)}`}`,
    count(row.addresses, 'address', 'addresses'),
    row.countries.length > 0 ? `from ${listed(row.countries.map(countryName), 5)}` : 'countries unknown',
  );
}

function used(alert: Alert, row: FigureRows['machine-sessions']): readonly Fact[] {
  const who = isPrincipal(row.who, alert.principal) ? 'the account itself' : personName(row.who || 'unknown');
  return facts(
    strong(machineName(row.machine)),
    who,
    row.connects > row.refused && count(row.connects - row.refused, 'connect'),
    row.refused > 0 && alarm(`${row.refused} refused`),
    `last ${when(row.lastAt, alert.openedAt)}`,
  );
}

function when(at: number, near: number): string {
  return near - at < 24 * 3_600_000 ? clock(at, near) : date(at);
}

/** `virtualMachines/read` of `microsoft.compute/virtualmachines/read`: the provider says little on a phone. */
function operationName(operation: string): string {
  return outside(operation.split('/').slice(1).join('/') || operation, 60);
}

/** What a responder should look at first: the lines of every figure that speak against, in one count. */
function standingOut(alert: Alert, investigation: Investigation): number {
  const isAlarm = (fact: Fact) => typeof fact !== 'string' && fact.tone === 'alarm';
  return sectionsOf(alert, investigation).filter(({ lines }) => lines.some((line) => line.some(isAlarm))).length;
}

export function investigationHeadline(alert: Alert, investigation: Investigation): readonly Fact[] {
  const out = standingOut(alert, investigation);
  const unreadCount = investigation.figures.filter(({ failed }) => failed !== undefined).length;
  return facts(
    strong(`INVESTIGATION · ${alert.id}`),
    out === 0 ? undefined : strong(`${out} of ${investigation.figures.length} stand out`),
    unreadCount > 0 && strong(`${unreadCount} not read`),
    `read ${clock(investigation.at)} UTC${investigation.by === undefined ? '' : ` for ${personName(investigation.by.name)}`}`,
  );
}

/** What the lock screen shows. */
export function investigationSummary(alert: Alert, investigation: Investigation): string {
  const [, ...rest] = investigationHeadline(alert, investigation);
  const said = rest.map((fact) => (typeof fact === 'string' ? fact : fact.text)).join(' · ');
  return plain(`${alert.id}: the log around it · ${said}`, 200);
}

/** Under the headline: what the figures can and cannot say. */
export const investigationFooter = 'Rows lag up to 20 min, sign-ins longer · what was typed is in no log · times UTC';
