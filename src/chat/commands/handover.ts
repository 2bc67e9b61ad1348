import { statuses } from '../../alerts/alert';
import { wasNeverPosted } from '../../alerts/mutes/mark';
import { may } from '../../core/access';
import { severityRank } from '../../core/severity';
import type { Review } from '../../review/review';
import { readable } from '../lists/readable';
import { handoverList, handoverSummary } from '../painting/handover';
import type { Command } from './command';
import { listCard } from './lists';

const mostAlerts = 1_000;

export const handover: Command = {
  id: 'handover',
  args: '',
  summary: 'what the next shift must know: open and held, pending approvals, consoles off, mutes ending',
  examples: ['handover'],
  needs: 'read',
  effect: 'reads',
  async run(ask) {
    const { room, now, actor } = ask;
    const unresolved = statuses.filter((status) => status !== 'resolved');
    const mine = ({ subject }: Review) =>
      !may(actor, 'read', subject === undefined ? {} : { subjectId: subject.objectId }).ok;
    const read = await room.uow.run(async (tx) => ({
      open: await room.alerts.list(tx, { statuses: unresolved, minSeverity: 'medium', limit: mostAlerts }),
      reviews: await room.reviews.listOpen(tx),
      consolesOff: await room.reviews.consolesOff(tx, now),
      mutes: await room.standingMutes(tx, now),
    }));
    const state = {
      open: readable(ask, read.open)
        .filter((alert) => !wasNeverPosted(alert))
        .sort((a, b) => severityRank(b.severity) - severityRank(a.severity) || a.raisedAt - b.raisedAt),
      pending: read.reviews.filter((review) => review.state === 'approval-asked' && !mine(review)),
      consolesOff: read.consolesOff.filter((review) => !mine(review)),
      mutes: read.mutes.filter(
        ({ state, scope }) => state === 'active' && scope.principal?.objectId !== actor.objectId,
      ),
      now,
      names: room.subscriptionNames(),
    };
    return listCard(handoverList(state), handoverSummary(state));
  },
};
