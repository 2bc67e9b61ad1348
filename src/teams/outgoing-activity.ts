import type { FileOffer, Outgoing, Person, UploadPlace } from '../chat/ports';
import { asMarkdown } from './message-markdown';

const CARD = 'application/vnd.microsoft.card.adaptive';
const FILE_CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const FILE_INFO = 'application/vnd.microsoft.teams.card.file.info';

/** Somebody to mention, with the `29:` id that mentions in text need; without one the name is written and nobody is notified. */
export interface Mentionable extends Person {
  readonly mri?: string;
}

export interface OutgoingActivity {
  readonly type: 'message';
  readonly summary: string;
  readonly text?: string;
  readonly textFormat?: 'markdown';
  readonly attachments?: Attachment[];
  readonly entities?: { type: 'mention'; mentioned: { id: string; name: string }; text: string }[];
}

interface Attachment {
  readonly contentType: string;
  readonly content: unknown;
  readonly name?: string;
  readonly contentUrl?: string;
}

/**
 * The activity for a message. Mentions come first and only from the people handed in: their entities are built from ids, and no text, whatever it
 * holds, can add one.
 */
export function toActivity(
  { card, text, summary, offer, stored }: Outgoing,
  mentions: readonly Mentionable[],
): OutgoingActivity {
  const marked = mentions.map(({ objectId, name, mri }) => ({ mri, name: safeName(name) || objectId }));
  const entities = marked.flatMap(({ mri, name }) =>
    mri === undefined ? [] : [{ type: 'mention' as const, mentioned: { id: mri, name }, text: `<at>${name}</at>` }],
  );
  const names = marked.map(({ mri, name }) => (mri === undefined ? name : `<at>${name}</at>`));
  const shown = [...names, ...(text === undefined ? [] : [asMarkdown(text)])].join(' ');
  const attachments: Attachment[] = [
    ...(card ? [{ contentType: CARD, content: card }] : []),
    ...(offer ? [consentFor(offer)] : []),
    ...(stored ? [linkTo(stored)] : []),
  ];
  return {
    type: 'message',
    summary,
    ...(shown === '' ? {} : { text: shown, textFormat: 'markdown' }),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(entities.length > 0 ? { entities } : {}),
  };
}

function consentFor({ name, description, bytes, context }: FileOffer): Attachment {
  const content = { description, sizeInBytes: bytes, acceptContext: context, declineContext: context };
  return { contentType: FILE_CONSENT, name, content };
}

function linkTo({ name, contentUrl, uniqueId, fileType }: UploadPlace): Attachment {
  return { contentType: FILE_INFO, name, contentUrl, content: { uniqueId, fileType } };
}

/** A display name with nothing left that markup could be made of. */
function safeName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} .'’-]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
