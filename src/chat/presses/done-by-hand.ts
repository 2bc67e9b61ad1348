import type { Press } from './press';
import { doneByMe } from './review/plan';
import { stepDone } from './step-done';

/** "Done by me": on a review's task Azure is read again; on an alert's checklist the statement is recorded as one. */
export const doneByHand: Press = {
  verb: 'done-by-me',
  needs: 'request-review',
  run: (ask, subject, data) => (subject.startsWith('A-') ? stepDone : doneByMe).run(ask, subject, data),
};
