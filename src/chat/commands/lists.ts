import { type Alert, statuses } from '../../alerts/alert';
import { targetsOf } from '../../alerts/summary';
import { may } from '../../core/access';
import { shortName } from '../../core/resource-id';
import { severityRank } from '../../core/severity';
import { parseSpan } from '../grammar';
import { mineList, openList, recentList } from '../painting/alert-lists';
import { type ListState, paintList } from '../painting/list';
import type { Answer } from '../ports';
import { type Ask, caseOf } from '../room';
import type { Command } from './command';

const day = 86_400_000;
const mostListed = 100;

/** Alerts about the asker are left out: nobody reads their own case. */
function without(ask: Ask, alerts: readonly Alert[]): readonly Alert[] {
  return alerts.filter((alert) => may(ask.actor, 'read', caseOf(alert)).ok);
}

export function listCard(state: ListState, summary: string): Answer {
  return { kind: 'card', card: paintList(state), summary, private: true };
}

export const recent: Command = {
  id: 'recent',
  args: '[24h|7d] [principal|machine]',
  summary: 'console use and alerts of the last time, low ones too',
  examples: ['recent', 'recent 7d rob@contoso.com', 'recent 24h dc01'],
  needs: 'read',
  effect: 'reads',
  menuRank: 1,
  async run(ask, args) {
    const { room, now } = ask;
    const [first = '', ...others] = args.split(' ').filter((word) => word !== '');
    const span = parseSpan(first);
    const filter = (span === undefined ? [first, ...others] : others).join(' ').trim();
    const all = await room.uow.run((tx) => room.alerts.list(tx, { since: now - (span ?? day), limit: 1_000 }));
    const alerts = without(ask, all).filter((alert) => filter === '' || mentions(alert, filter));
    const window = span === undefined ? '24h' : first.toLowerCase();
    const state = { alerts: alerts.slice(0, mostListed), now, window, ...(filter === '' ? {} : { filter }) };
    return listCard(recentList(state), `Last ${window}: ${alerts.length} alerts`);
  },
};

/** By name, address or machine, as a person would type them. */
function mentions(alert: Alert, wanted: string): boolean {
  const text = wanted.toLowerCase();
  const { displayName, objectId } = alert.principal;
  return (
    displayName.toLowerCase().includes(text) ||
    objectId === text ||
    targetsOf(alert).some((target) => shortName(target).toLowerCase() === text || target.toLowerCase() === text) ||
    alert.findings.some(({ session }) => session.sourceIps.includes(text))
  );
}

export const open: Command = {
  id: 'open',
  args: '',
  summary: 'what is unresolved, the worst first',
  examples: ['open'],
  needs: 'read',
  effect: 'reads',
  menuRank: 2,
  async run(ask) {
    const { room, now } = ask;
    const unresolved = statuses.filter((status) => status !== 'resolved');
    const all = await room.uow.run((tx) =>
      room.alerts.list(tx, { statuses: unresolved, minSeverity: 'medium', limit: mostListed }),
    );
    const alerts = [...without(ask, all)].sort(
      (a, b) => severityRank(b.severity) - severityRank(a.severity) || a.raisedAt - b.raisedAt,
    );
    return listCard(openList({ alerts, now }), `Open: ${alerts.length}`);
  },
};

export const mine: Command = {
  id: 'mine',
  args: '',
  summary: 'what you hold',
  examples: ['mine'],
  needs: 'read',
  effect: 'reads',
  menuRank: 3,
  async run(ask) {
    const { room, now, actor } = ask;
    const alerts = await room.uow.run((tx) =>
      room.alerts.list(tx, { statuses: ['acknowledged'], holderId: actor.objectId, limit: mostListed }),
    );
    return listCard(mineList({ alerts: without(ask, alerts), now }), `Yours: ${alerts.length}`);
  },
};
