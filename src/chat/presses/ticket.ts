import { ticketDialog } from '../painting/dialogs';
import { openAlertDialog } from './alert-dialog';
import type { Press, PressAsk } from './press';

/** The alert's story as text, to be copied into a ticket. */
export const ticket: Press = { verb: 'ticket', needs: 'read', open: story, run: story };

async function story(ask: PressAsk, subject: string) {
  const opened = await openAlertDialog(ask, subject, 'read', async (alert) =>
    ticketDialog(alert, await ask.room.painter.ticket(alert)),
  );
  return opened.kind === 'dialog' ? { ...opened, size: 'large' as const } : opened;
}
