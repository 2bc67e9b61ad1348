import { atLeast } from '../../core/severity';
import type { AlertCardState, Viewer } from '../painting/state';
import { outside } from './escape';

/** Why a viewer sees no buttons on an alert; undefined for those who do. */
export function whyNoButtons(viewer: Viewer, state: AlertCardState): string | undefined {
  switch (viewer.kind) {
    case 'base':
    case 'responder':
      return undefined;
    case 'subject':
      return 'No buttons for you: this alert is about you, and nobody acts on their own case.';
    case 'approver': {
      const waiting =
        state.reviews?.filter(({ state: stage }) => stage === 'asked').map(({ reviewId }) => reviewId) ?? [];
      const where =
        waiting.length === 0 ? '' : ` ${waiting.map((id) => outside(id, 12)).join(', ')} waits for approvers.`;
      return `No buttons for you here: you approve, responders act.${where}`;
    }
    case 'other':
      return 'No buttons for you: only responders act here. An administrator of the bot can add you.';
  }
}

/** From high up the subject does not even read. */
export function hiddenFrom(viewer: Viewer, { alert }: AlertCardState): boolean {
  return viewer.kind === 'subject' && alert.status !== 'resolved' && atLeast(alert.severity, 'high');
}

export const subjectNotice =
  'This alert is about you. You can neither read it nor act on it; another responder has it.';

export const movedNotice = 'This alert is handled in another place. Nothing of it is kept here.';
