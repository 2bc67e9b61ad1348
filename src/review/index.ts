export { createReviews, type ReviewRefusal, type Reviews } from './create-reviews';
export type { ReviewDeps, ReviewEvent, ReviewGuards } from './deps';
export { memoryReviewStore } from './memory-review-store';
