import { type Alert, statuses } from '../../alerts/alert';
import { wasNeverPosted } from '../../alerts/mutes/mark';
import { targetsOf } from '../../alerts/summary';
import { shortName } from '../../core/resource-id';
import { severityRank } from '../../core/severity';
import { parseSpan } from '../grammar';
import { mineList, openList, recentList } from '../painting/alert-lists';
import { blindMarks } from '../words/blind';
import type { PagedList } from './list';
import { readable } from './readable';

const day = 86_400_000;
/** More than anybody turns pages through; a span or a name narrows it. */
const mostListed = 1_000;

export const recentAlerts: PagedList = {
  id: 'recent',
  needs: 'read',
  async read(ask, args) {
    const { room, now } = ask;
    const [first = '', ...others] = args.split(' ').filter((word) => word !== '');
    const span = parseSpan(first);
    const filter = (span === undefined ? [first, ...others] : others).join(' ').trim();
    const [all, watched] = await room.uow.run(async (tx) => [
      await room.alerts.list(tx, { since: now - (span ?? day), limit: mostListed }),
      await room.watched(tx),
    ]);
    const alerts = readable(ask, all).filter((alert) => filter === '' || mentions(alert, filter));
    const window = span === undefined ? '24h' : first.toLowerCase();
    return {
      state: recentList({
        alerts,
        now,
        window,
        blind: blindMarks(watched, now, room.subscriptionNames()),
        ...(filter === '' ? {} : { filter }),
      }),
      summary: `Last ${window}: ${alerts.length} alerts`,
    };
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

export const openAlerts: PagedList = {
  id: 'open',
  needs: 'read',
  async read(ask) {
    const { room, now } = ask;
    const unresolved = statuses.filter((status) => status !== 'resolved');
    const [all, watched] = await room.uow.run(async (tx) => [
      await room.alerts.list(tx, { statuses: unresolved, minSeverity: 'medium', limit: mostListed }),
      await room.watched(tx),
    ]);
    const alerts = [...readable(ask, all)]
      .filter((alert) => !wasNeverPosted(alert))
      .sort((a, b) => severityRank(b.severity) - severityRank(a.severity) || a.raisedAt - b.raisedAt);
    const blind = blindMarks(watched, now, room.subscriptionNames());
    return { state: openList({ alerts, now, blind }), summary: `Open: ${alerts.length}` };
  },
};

export const myAlerts: PagedList = {
  id: 'mine',
  needs: 'read',
  async read(ask) {
    const { room, now, actor } = ask;
    const held = await room.uow.run((tx) =>
      room.alerts.list(tx, { statuses: ['acknowledged'], holderId: actor.objectId, limit: mostListed }),
    );
    const alerts = readable(ask, held);
    return { state: mineList({ alerts, now }), summary: `Yours: ${alerts.length}` };
  },
};
