import { acknowledge } from './acknowledge';
import { assign } from './assign';
import { contain, containConsole } from './contain';
import { doneByHand } from './done-by-hand';
import { escalate } from './escalate';
import { expectNext } from './expect-next';
import { endIncident, takeUpIncident } from './incident';
import { answer } from './inquire/answer';
import { askPrincipal } from './inquire/ask';
import { consult } from './inquire/consult';
import { investigate, showQuery } from './investigate';
import { mute, muteConfirm, unmute } from './mute';
import { note } from './note';
import { page } from './page';
import type { Press } from './press';
import { refresh } from './refresh';
import { release } from './release';
import { reopen } from './reopen';
import { resolve } from './resolve';
import { restrict } from './restrict';
import { emergencyApply, secondSignature } from './review/emergency';
import { askApproval, azCommands, cancelReview, toggle } from './review/plan';
import { reviewHolder } from './review/review-holder';
import { review } from './review/start';
import { undo } from './review/undo';
import { approve, reject } from './review/vote';
import { open } from './show';
import { ticket } from './ticket';

/** Every button the bot understands. */
export const presses: readonly Press[] = [
  acknowledge,
  release,
  assign,
  escalate,
  resolve,
  reopen,
  expectNext,
  note,
  restrict,
  mute,
  muteConfirm,
  unmute,
  takeUpIncident,
  endIncident,
  refresh,
  open,
  page,
  review,
  reviewHolder,
  toggle,
  askApproval,
  cancelReview,
  doneByHand,
  azCommands,
  approve,
  reject,
  undo,
  emergencyApply,
  secondSignature,
  contain,
  containConsole,
  askPrincipal,
  consult,
  answer,
  investigate,
  showQuery,
  ticket,
];
