import { alertsToExport, exportedAlerts, exportLines, spanOf } from '../lists/export';
import { replies } from '../words/replies';
import { type Command, words } from './command';
import { firstPage } from './lists';

export const exportAlerts: Command = {
  id: 'export',
  args: '[30d]',
  summary: 'alerts of a time: a file in the personal chat, pages of a card elsewhere',
  examples: ['export 30d', 'export 24h'],
  needs: 'export',
  effect: 'reads',
  async run(ask, args) {
    const { room, incoming, actor, now } = ask;
    const { ms, words: window } = spanOf(args);
    const { alerts, cut } = await alertsToExport(ask, now - ms);
    const offers = incoming.place.kind === 'personal' && alerts.length > 0;
    await room.uow.run((tx) =>
      room.audit.append(tx, {
        at: now,
        actor: actor.objectId,
        verb: 'export',
        subject: 'alerts',
        result: 'done',
        messageId: incoming.id,
        details: { from: now - ms, alerts: alerts.length, as: offers ? 'offer' : 'list' },
      }),
    );
    if (alerts.length === 0) return words(replies.exportEmpty(window), true);
    if (!offers) return firstPage(exportedAlerts, ask, args);
    return {
      kind: 'file',
      offer: {
        name: `serial-console-alerts-${new Date(now).toISOString().slice(0, 10)}-${window}.ndjson`,
        description: replies.exportOffer(alerts.length, window, cut),
        bytes: Buffer.byteLength(exportLines(alerts)),
        context: { offer: 'export', from: now - ms },
      },
    };
  },
};
