import { expectedEntries } from '../../alerts/expected-entry';
import { expectedDialog } from '../painting/expected-dialog';
import { openAlertDialog } from './alert-dialog';
import type { Press, PressAsk } from './press';

/** After a benign verdict: the policy entry that would have expected it, as text to copy. */
export const expectNext: Press = { verb: 'expect-next', needs: 'resolve', open: show, run: show };

async function show(ask: PressAsk, subject: string) {
  const opened = await openAlertDialog(ask, subject, 'resolve', async (alert) => {
    const entries = expectedEntries(alert, ask.room.networks, ask.now);
    return entries.ok ? expectedDialog(alert, entries.value) : entries;
  });
  return opened.kind === 'dialog' ? { ...opened, size: 'large' as const } : opened;
}
