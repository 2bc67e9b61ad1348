import { alertsToExport, exportLines } from '../lists/export';
import { replies } from '../words/replies';
import type { FileKind } from './made-file';

/** `export 30d`. */
export const alertsFile: FileKind = {
  offer: 'export',
  needs: 'export',
  subject: 'alerts',
  async make(ask, { from }) {
    if (typeof from !== 'number' || !(from >= 0)) return { says: replies.fileUnknown };
    const { alerts } = await alertsToExport(ask, from);
    if (alerts.length === 0) return { says: replies.exportEmpty('time you asked for') };
    return { content: exportLines(alerts), rows: alerts.length, stored: replies.exportStored(alerts.length) };
  },
};
