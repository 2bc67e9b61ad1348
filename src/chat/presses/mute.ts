import { unknownAlert } from '../../alerts/desk';
import { unknownMute } from '../../alerts/mutes/mute-desk';
import { refused, refusedBy } from '../guard';
import { stamp } from '../moves';
import { muteChoices } from '../mutes/choices';
import { muteCard, publishMute } from '../mutes/show-mute';
import { muteDialog, mutePreviewDialog } from '../painting/mute-dialogs';
import type { Answer } from '../ports';
import { caseOf } from '../room';
import { openAlertDialog } from './alert-dialog';
import { type Press, type PressAsk, typed } from './press';

/** From an alert's card: what to mute and why; then the preview as the dialog's second page. */
export const mute: Press = {
  verb: 'mute',
  needs: 'mute',
  open: (ask, subject) =>
    openAlertDialog(ask, subject, 'mute', (alert) => muteDialog(alert, muteChoices(alert, ask.room.networks))),
  async run(ask, subject, data) {
    const { room, incoming, now } = ask;
    const alert = await room.uow.run((tx) => room.alerts.get(tx, subject));
    const denied = await refusedBy(ask, 'mute', subject, alert === undefined ? {} : caseOf(alert));
    if (denied !== undefined) return denied;
    if (alert === undefined) return refused(unknownAlert(subject));
    const scope = muteChoices(alert, room.networks).find(({ value }) => value === typed(data, 'scope'))?.scope ?? {};
    const wish = {
      scope,
      hours: Number(typed(data, 'hours')),
      reason: typed(data, 'reason'),
      by: stamp(ask),
      alertId: subject,
    };
    const draft = await room.uow.run((tx) => room.mutes.preview(tx, wish, incoming.id));
    if (!draft.ok) return refused(draft);
    if (incoming.kind === 'dialog-submit')
      return { kind: 'dialog', ...mutePreviewDialog(draft.value, now), size: 'medium' };
    return muteCard(draft.value, now, true);
  },
};

/** The requester's own press on the preview, and the second person's on the question. */
export const muteConfirm: Press = {
  verb: 'mute-confirm',
  needs: 'mute',
  run: (ask, subject) =>
    onMute(ask, subject, async (tx) => {
      const outcome = await ask.room.mutes.confirm(tx, subject, stamp(ask), ask.incoming.id);
      if (outcome.ok) await publishMute(ask, tx, outcome.value, ask.incoming.place);
      return outcome;
    }),
};

/** Cancel, Reject and Lift: one way out, whatever state it is in. */
export const unmute: Press = {
  verb: 'unmute',
  needs: 'mute',
  run: (ask, subject) => onMute(ask, subject, (tx) => ask.room.mutes.end(tx, subject, stamp(ask), ask.incoming.id)),
};

type Step = (tx: Parameters<PressAsk['room']['mutes']['get']>[0]) => ReturnType<PressAsk['room']['mutes']['confirm']>;

async function onMute(ask: PressAsk, id: string, step: Step): Promise<Answer> {
  const { room, now } = ask;
  const known = await room.uow.run((tx) => room.mutes.get(tx, id));
  const principal = known?.scope.principal;
  const denied = await refusedBy(ask, 'mute', id, principal === undefined ? {} : { subjectId: principal.objectId });
  if (denied !== undefined) return denied;
  if (known === undefined) return refused(unknownMute(id));
  const outcome = await room.uow.run(step);
  if (!outcome.ok) return refused(outcome);
  room.kick();
  return muteCard(outcome.value, now);
}
