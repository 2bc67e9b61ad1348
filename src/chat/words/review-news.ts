import type { ReviewEvent } from '../../review/deps';
import type { Review } from '../../review/review';
import { outside, quoted } from './escape';
import { personName } from './names';
import { clock } from './time';

/** Sentences about a review that the bot says in the thread by itself. */
export const reviewNews = {
  asks({ id, approval, subject, requester, drill }: Review): string {
    const until = approval === undefined ? '' : ` · until ${clock(approval.expiresAt)} UTC`;
    const why = approval === undefined ? '' : `: ${quoted(approval.reason)}`;
    const about = subject === undefined ? '' : ` about ${outside(subject.displayName, 60)}`;
    return `${drill ? 'DRILL · ' : ''}${id} waits for approval${about} · ${personName(requester.name)} asks${why}${until}`;
  },
  /** What the requester is told; undefined for steps that only repaint. */
  outcome(review: Review, event: ReviewEvent): string | undefined {
    const { id, proof, notices } = review;
    const last = review.approval?.votes.at(-1);
    const by = last === undefined ? '' : ` by ${personName(last.by.name)}: ${quoted(last.sentence)}`;
    const notice = notices.at(-1);
    const said = notice === undefined ? '' : ` · ${outside(notice.text)}`;
    switch (event) {
      case 'approved':
        return review.drill ? `DRILL · ${id} approved${by}: nothing is applied` : `${id} approved${by}`;
      case 'rejected':
        return `${id} rejected${by}`;
      case 'expired':
        return `${id} expired: nobody decided in time, nothing was changed`;
      case 'proved':
        return proof === undefined
          ? `${id} is done, re-read as planned`
          : `${id} proved: paths in ${proof.pathsBefore} before, ${proof.pathsNow} now${left(review)} · felt within about ten minutes, open sessions go on`;
      case 'unproved':
        return `${id} was applied, but Azure does not show it yet${said}`;
      case 'failed':
        return `${id} ended without success${said}`;
      case 'compensated':
        return `${id} failed half way and was taken back${said}`;
      case 'seen-again':
        return `${id}: the console was used again after the change took hold`;
      case 'watch-closed':
        return `${id}: watched for 24 hours, closed${said}`;
      case 'console-still-off':
        return `${id}: the serial console is still off`;
      case 'emergency-applied':
        return `${id} is applied by the emergency path; a second signature is owed`;
      case 'second-signature-missing':
        return `${id}: the second signature is missing`;
      default:
        return undefined;
    }
  },
} as const;

/** A plan may be done to the letter and still leave the door open: that is said, not celebrated. An undo opens it on purpose. */
function left({ kind, proof }: Review): string {
  if (kind !== 'permissions' || proof === undefined) return '';
  return proof.pathsNow === 0 ? ', the way in is closed' : ', so a way in is still open';
}
