import { fileKinds } from './files';
import type { FileKind } from './files/made-file';
import { refused, refusedBy } from './guard';
import type { Answer, FileConsentIn, Target } from './ports';
import type { Ask } from './room';
import { replies } from './words/replies';

/**
 * The answer to an offered file. What the offer carried only names what was asked for; who may and what they may read is decided anew, and the file is
 * made now, so that nothing lies about between offer and consent.
 */
export async function onFileConsent(ask: Ask<FileConsentIn>): Promise<Answer> {
  const { incoming } = ask;
  const kind = fileKinds.find(({ offer }) => offer === incoming.context.offer);
  if (kind === undefined) return { kind: 'words', text: replies.fileUnknown };
  const denied = await refusedBy(ask, kind.needs, kind.subject);
  if (denied !== undefined) return denied;
  if (incoming.place.kind !== 'personal') return { kind: 'words', text: replies.exportElsewhere, private: true };
  if (!incoming.accepted || incoming.upload === undefined) {
    await replaceOffer(ask, replies.exportDeclined);
    return { kind: 'none' };
  }
  return send(ask, kind, incoming.upload);
}

async function send(
  ask: Ask<FileConsentIn>,
  kind: FileKind,
  upload: NonNullable<FileConsentIn['upload']>,
): Promise<Answer> {
  const { room, incoming } = ask;
  const made = await kind.make(ask, incoming.context);
  if ('says' in made) return { kind: 'words', text: made.says };
  await record(ask, kind, 'started', made.rows);
  const stored = await room.messenger.upload(upload, Buffer.from(made.content));
  await record(ask, kind, stored.ok ? 'done' : stored.reason, made.rows);
  if (!stored.ok) return refused(stored);
  await replaceOffer(ask, made.stored);
  const link = await room.messenger.reply(here(ask), { stored: upload, summary: upload.name });
  // The file is in the person's OneDrive all the same; without its card they are told in words.
  return link.ok ? { kind: 'none' } : { kind: 'words', text: made.stored };
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
  { offer, subject }: FileKind,
  result: string,
  rows: number,
): Promise<void> {
  await room.uow.run((tx) =>
    room.audit.append(tx, {
      at: now,
      actor: actor.objectId,
      verb: offer,
      subject,
      result,
      messageId: incoming.id,
      details: { rows, as: 'file' },
    }),
  );
}
