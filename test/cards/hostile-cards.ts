import { paintAlert } from '../../src/chat/painting/alert';
import { recentList } from '../../src/chat/painting/alert-lists';
import { paintApproval } from '../../src/chat/painting/approval';
import { paintContainment } from '../../src/chat/painting/containment';
import { assignDialog, consultDialog } from '../../src/chat/painting/dialogs';
import { paintInvestigation } from '../../src/chat/painting/investigation';
import { paintList } from '../../src/chat/painting/list';
import { paintMute } from '../../src/chat/painting/mute';
import { muteDialog, mutePreviewDialog } from '../../src/chat/painting/mute-dialogs';
import { paintQuestion } from '../../src/chat/painting/question';
import { paintReview } from '../../src/chat/painting/review';
import type { AlertCardState } from '../../src/chat/painting/state';
import { aMute } from '../chat/painting/a-mute';
import { inquiries } from '../chat/painting/an-inquiry';
import { investigationOf } from '../chat/painting/an-investigation';
import { alertOf, containmentOf, reviewOf } from './hostile';

const muteOf = (text: string) =>
  aMute({
    until: 1,
    scope: { principal: { objectId: 'p', name: text }, machine: text, network: text },
    reason: text,
    requester: { objectId: 'h', name: text, at: 0 },
    confirmer: { objectId: 'i', name: text, at: 0 },
  });

const approver = { kind: 'approver', objectId: 'p' } as const;
const person = (text: string) => ({ objectId: 'p', name: text, why: text });

function alertAs(text: string, more: Partial<AlertCardState['alert']>): AlertCardState {
  const state = alertOf(text);
  return { ...state, alert: { ...state.alert, ...more } };
}

/** Every painter with every outside text the same: each makes one card. */
export const hostileCards: readonly ((text: string) => object)[] = [
  (text) => paintAlert(alertOf(text)),
  (text) => {
    const holder = { objectId: 'h', name: text, at: 0 };
    return paintAlert(alertAs(text, { status: 'acknowledged', holder, sessionsAtAcknowledge: 1 }));
  },
  (text) => {
    const resolution = { objectId: 'h', name: text, at: 0, disposition: 'malicious', sentence: text } as const;
    return paintAlert(alertAs(text, { status: 'resolved', resolution }));
  },
  (text) => paintReview(reviewOf(text)),
  (text) => paintApproval(reviewOf(text), approver),
  (text) => paintContainment(containmentOf(text)),
  (text) => paintList(recentList({ alerts: [alertOf(text).alert], now: 0, filter: text })),
  (text) => assignDialog(alertOf(text).alert, [person(text)]).card,
  (text) => consultDialog(alertOf(text).alert, { suggested: [person(text)], hints: [text], minutesToAnswer: 60 }).card,
  ...inquiries('x').flatMap((_one, index) => [
    (text: string) => paintQuestion({ alert: alertOf(text).alert, inquiry: inquiryOf(text, index) }),
    (text: string) => paintAlert(alertAs(text, { asks: [inquiryOf(text, index)] })),
  ]),
  (text) => {
    const { alert } = alertOf(text);
    return paintInvestigation({ alert, investigation: investigationOf(text), query: () => ({ text }) }, approver);
  },
  (text) => paintMute(muteOf(text), 0),
  (text) => mutePreviewDialog(muteOf(text), 0).card,
  (text) => muteDialog(alertOf(text).alert, [{ value: 'narrow-0', scope: muteOf(text).scope }]).card,
];

function inquiryOf(text: string, index: number) {
  const inquiry = inquiries(text)[index];
  if (inquiry === undefined) throw new Error(`there is no inquiry ${index}`);
  return inquiry;
}
