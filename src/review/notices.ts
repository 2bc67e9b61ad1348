import type { Notice, Review } from './review';

/** Notices kept on a review: the newest, so that a long throttling does not grow the document. */
const kept = 20;

/** Adds what the responder must read; the same code and text twice in a row is said once. */
export function withNotice(review: Review, notice: Notice): Review {
  const last = review.notices[review.notices.length - 1];
  if (last?.code === notice.code && last.text === notice.text) return review;
  return { ...review, notices: [...review.notices, notice].slice(-kept) };
}
