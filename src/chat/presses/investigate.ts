import { isFigureId, questionOf } from '../../alerts/investigation/questions';
import { moveAlert, stamp } from '../moves';
import { foundBy, queryDialog } from '../painting/query-dialog';
import type { Answer } from '../ports';
import { replies } from '../words/replies';
import { openAlertDialog } from './alert-dialog';
import { type Press, type PressAsk, typed } from './press';

/** Reads the log around the alert again; the answer comes as a card in its thread. */
export const investigate: Press = {
  verb: 'investigate',
  needs: 'investigate',
  async run(ask, subject) {
    const { answer, alert } = await moveAlert(ask, subject, 'investigate', () => ({
      kind: 'investigate',
      by: stamp(ask),
    }));
    return alert === undefined
      ? (answer ?? { kind: 'none' })
      : { kind: 'words', text: replies.investigating(alert), private: true };
  },
};

/** The query behind one figure of an investigation, or the one that found the alert. */
export const showQuery: Press = {
  verb: 'show-query',
  needs: 'read',
  open: showTheQuery,
  run: showTheQuery,
};

async function showTheQuery(ask: PressAsk, subject: string): Promise<Answer> {
  const { incoming, room } = ask;
  const item = typed(incoming.kind === 'message' ? (incoming.value ?? {}) : incoming.data, 'item');
  if (item !== foundBy && !isFigureId(item))
    return { kind: 'refused', status: 400, code: 'unknown-figure', message: replies.unknownFigure };
  const opened = await openAlertDialog(ask, subject, 'read', (alert) => {
    const readAt = alert.investigation?.at ?? ask.now;
    const query = item === foundBy ? room.foundBy(alert) : questionOf(alert, item, readAt);
    return queryDialog(alert, item, room.showQuery(query));
  });
  return opened.kind === 'dialog' ? { ...opened, size: 'large' } : opened;
}
