import type { ReviewEvent } from '../../review/deps';
import type { Review } from '../../review/review';
import { outside, quoted } from './escape';
import { count, personName } from './names';
import { textOf } from './piece';
import { noticeText } from './review-notice';
import { pathsLeftOf } from './review-state';
import { clock } from './time';
import { watchFacts } from './watch';

/** Sentences about a review that the bot says in the thread by itself. */
export const reviewNews = {
  asks({ id, approval, subject, requester, drill }: Review): string {
    const until = approval === undefined ? '' : ` · until ${clock(approval.expiresAt)} UTC`;
    const why = approval === undefined ? '' : `: ${quoted(approval.reason)}`;
    const about = subject === undefined ? '' : ` about ${outside(subject.displayName, 60)}`;
    return `${drill ? 'DRILL · ' : ''}${id} waits for approval${about} · ${personName((approval?.askedBy ?? requester).name)} asks${why}${until}`;
  },
  /** What the requester is told; undefined for steps that only repaint. */
  outcome(review: Review, event: ReviewEvent): string | undefined {
    const { id, proof, notices } = review;
    const last = review.approval?.votes.at(-1);
    const by = last === undefined ? '' : ` by ${personName(last.by.name)}: ${quoted(last.sentence)}`;
    const notice = notices.at(-1);
    const said = notice === undefined ? '' : ` · ${noticeText(review, notice.text)}`;
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
          : `${id} applied and read back: paths in ${proof.pathsBefore} before, ${proof.pathsNow} now${left(review)} · felt within about ten minutes, open sessions go on`;
      case 'unproved':
        return `${id} was applied, but Azure does not show it yet${said}`;
      case 'failed':
        return `${id} ended without success${said}`;
      case 'compensated':
        return `${id} failed half way and was taken back${said}`;
      case 'seen-again':
        return `${id}: the console was used again after the change took hold`;
      case 'watch-closed':
        return `${id}, closing line after 24 hours: ${closing(review)}`;
      case 'console-still-off':
        return `${id}: the serial console is still off${since(review)} · turn it on by undo, with its own approval`;
      case 'emergency-applied':
        return emergency(review);
      case 'second-signature-missing':
        return `${id}: nobody gave the second signature in time; what was changed stays changed, and this goes to the next level`;
      case 'second-signature':
        return `${id} is signed by ${personName(review.approval?.emergency?.second?.by.name ?? 'a second person')}: ${quoted(review.approval?.emergency?.second?.sentence ?? '')}`;
      case 'superseded':
        // Nobody was asked yet: the newer card says it all.
        return review.approval === undefined
          ? undefined
          : `${id} is replaced by a newer review; a request for approval of it is void`;
      default:
        return undefined;
    }
  },
} as const;

function since({ appliedAt, updatedAt }: Review): string {
  return appliedAt === undefined ? '' : ` since ${clock(appliedAt, updatedAt)} UTC`;
}

/** What the day of watching showed, and what still stands open. */
function closing(review: Review): string {
  const { watch, updatedAt } = review;
  const seen = watch === undefined ? [] : watchFacts(review, watch, updatedAt).map(textOf);
  const ways = pathsLeftOf(review);
  return [
    ...seen.slice(0, -1),
    ways === 0 ? 'nothing left open' : `${count(ways, 'path in', 'paths in')} still open`,
  ].join(' · ');
}

function emergency({ id, approval }: Review): string {
  const by = approval?.emergency;
  if (by === undefined) return `${id} is applied by the emergency path`;
  const due = clock(by.secondDueAt, by.at);
  return `EMERGENCY PATH: ${personName(by.by.name)} applies ${id} alone: ${quoted(by.sentence)} · a second person must sign by ${due} UTC, or it is escalated`;
}

/** What the plan was for. An undo opens it on purpose. */
function left({ kind, proof }: Review): string {
  if (kind !== 'permissions' || proof === undefined) return '';
  return proof.pathsNow === 0 ? ', none is left' : '';
}
