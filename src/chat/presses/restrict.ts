import { refused, refusedBy } from '../guard';
import { moveAlert, stamp } from '../moves';
import type { Answer } from '../ports';
import { caseOf } from '../room';
import { replies } from '../words/replies';
import type { Press } from './press';

/** From here on only the restricted channel shows this alert. There is no way back: what was read there stays there. */
export const restrict: Press = {
  verb: 'restrict',
  needs: 'restrict',
  async run(ask, subject): Promise<Answer> {
    const { room } = ask;
    const [alert, channel] = await room.uow.run(async (tx) => {
      const known = await room.alerts.get(tx, subject);
      return [known, known === undefined ? undefined : await room.restriction.channelFor(tx, known)] as const;
    });
    const denied = await refusedBy(ask, 'restrict', subject, alert === undefined ? {} : caseOf(alert));
    if (denied !== undefined) return denied;
    if (channel === undefined && alert !== undefined)
      return refused({ ok: false, reason: 'no-restricted-channel', message: replies.noRestrictedChannel });
    const moved = await moveAlert(ask, subject, 'restrict', () => ({
      kind: 'restrict',
      by: stamp(ask),
      channel: channel ?? '',
    }));
    return moved.alert === undefined
      ? (moved.answer ?? { kind: 'none' })
      : { kind: 'words', text: replies.restricted(moved.alert), private: true };
  },
};
