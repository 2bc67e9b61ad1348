import { refused, refusedBy } from './guard';
import { alertsToExport, exportLines } from './lists/export';
import type { Answer, FileConsentIn, Target } from './ports';
import type { Ask } from './room';
import { replies } from './words/replies';

/**
 * The answer to an offered export. What the offer carried only names a time; who may and what they may read is decided anew, and the file is made now,
 * so that nothing lies about between offer and consent.
 */
export async function onFileConsent(ask: Ask<FileConsentIn>): Promise<Answer> {
  const { incoming } = ask;
  const denied = await refusedBy(ask, 'export', 'alerts');
  if (denied !== undefined) return denied;
  if (incoming.place.kind !== 'personal') return { kind: 'words', text: replies.exportElsewhere, private: true };
  const { offer, from } = incoming.context;
  if (offer !== 'export' || typeof from !== 'number' || !(from >= 0))
    return { kind: 'words', text: replies.fileUnknown };
  if (!incoming.accepted || incoming.upload === undefined) {
    await replaceOffer(ask, replies.exportDeclined);
    return { kind: 'none' };
  }
  return send(ask, from, incoming.upload);
}

async function send(
  ask: Ask<FileConsentIn>,
  from: number,
  upload: NonNullable<FileConsentIn['upload']>,
): Promise<Answer> {
  const { room } = ask;
  const { alerts } = await alertsToExport(ask, from);
  if (alerts.length === 0) return { kind: 'words', text: replies.exportEmpty('time you asked for') };
  await record(ask, 'started', alerts.length);
  const stored = await room.messenger.upload(upload, Buffer.from(exportLines(alerts)));
  await record(ask, stored.ok ? 'done' : stored.reason, alerts.length);
  if (!stored.ok) return refused(stored);
  await replaceOffer(ask, replies.exportStored(alerts.length));
  const link = await room.messenger.reply(here(ask), { stored: upload, summary: upload.name });
  // The file is in the person's OneDrive all the same; without its card they are told in words.
  return link.ok ? { kind: 'none' } : { kind: 'words', text: replies.exportStored(alerts.length) };
}

function here({ incoming: { place } }: Ask<FileConsentIn>): Target {
  return { serviceUrl: place.serviceUrl, conversationId: place.conversationId };
}

/** The offer's buttons must not outlive it. When the message cannot be changed, the worst is a second press, which is answered like the first. */
async function replaceOffer(ask: Ask<FileConsentIn>, text: string): Promise<void> {
  const { cardId } = ask.incoming;
  if (cardId === undefined) return;
  const updated = await ask.room.messenger.update(here(ask), cardId, { text, summary: text });
  if (!updated.ok) ask.room.log.warn({ reason: updated.reason }, 'An answered file offer could not be replaced.');
}

async function record(
  { room, actor, incoming, now }: Ask<FileConsentIn>,
  result: string,
  alerts: number,
): Promise<void> {
  await room.uow.run((tx) =>
    room.audit.append(tx, {
      at: now,
      actor: actor.objectId,
      verb: 'export',
      subject: 'alerts',
      result,
      messageId: incoming.id,
      details: { alerts, as: 'file' },
    }),
  );
}
