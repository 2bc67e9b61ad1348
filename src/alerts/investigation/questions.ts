import { kqlFile } from '../../core/kql-file';
import { parseMachineId } from '../../core/resource-id';
import type { LogQuery, QueryValue } from '../../detection/ports';
import type { Alert } from '../alert';
import { sourceIpsOf, targetsOf } from '../summary';
import { type FigureId, figureIds } from './investigation';

const hour = 3_600_000;
const day = 24 * hour;

/** How far before the first connect each question starts, and how far after the last one it ends; ends of zero and less count from the first connect. */
const reach: Readonly<Record<FigureId, { readonly before: number; readonly after: number }>> = {
  'own-activity': { before: 6 * hour, after: 6 * hour },
  'around-machines': { before: day, after: day },
  'same-address': { before: day, after: day },
  'sign-ins': { before: day, after: 6 * hour },
  // Ordinary life: what led up to the connect is not in it.
  history: { before: 90 * day, after: -day },
  'machine-sessions': { before: 90 * day, after: 0 },
};

/** What of the alert each question names. */
const about: Readonly<Record<FigureId, readonly ('principals' | 'addresses' | 'machines')[]>> = {
  'own-activity': ['principals'],
  'around-machines': ['principals', 'machines'],
  'same-address': ['addresses'],
  'sign-ins': ['principals'],
  history: ['principals'],
  'machine-sessions': ['machines'],
};

/** The shipped query of a figure with its parameters, the same for the same alert and `readAt`: what a card shows is what was asked. */
export function questionOf(alert: Alert, id: FigureId, readAt: number): LogQuery {
  const { before, after } = reach[id];
  const from = alert.openedAt - before;
  const to = after <= 0 ? alert.openedAt + after : Math.max(from + hour, Math.min(lastAt(alert) + after, readAt));
  const values: Readonly<Record<string, QueryValue>> = {
    principals: principalsOf(alert),
    addresses: sourceIpsOf(alert),
    machines: machinesOf(alert),
  };
  return {
    name: id,
    text: kqlFile('alerts/investigation', id),
    parameters: {
      ...Object.fromEntries(about[id].map((name) => [name, values[name] ?? []])),
      windowStart: { datetime: from },
      windowEnd: { datetime: to },
    },
    timespan: { from, to },
  };
}

/** False when the alert has nothing the question could be asked about: no address, no machine. */
export function canBeAsked(alert: Alert, id: FigureId): boolean {
  return about[id].some((name) =>
    name === 'principals' ? true : name === 'addresses' ? sourceIpsOf(alert).length > 0 : machinesOf(alert).length > 0,
  );
}

function lastAt(alert: Alert): number {
  return Math.max(...alert.findings.map(({ session }) => session.lastAt), alert.lastSessionAt);
}

function principalsOf({ principal: { objectId, displayName } }: Alert): readonly string[] {
  return [...new Set([objectId, displayName.toLowerCase()])].filter((name) => name !== '' && name !== 'unknown');
}

function machinesOf(alert: Alert): readonly string[] {
  return targetsOf(alert).flatMap((target) => parseMachineId(target)?.id.toLowerCase() ?? []);
}

export function isFigureId(text: string): text is FigureId {
  return figureIds.some((id) => id === text);
}
