import type { Outgoing, Person } from '../chat/ports';

const CARD = 'application/vnd.microsoft.card.adaptive';

/** Somebody to mention, with the `29:` id that mentions in text need; without one the name is written and nobody is notified. */
export interface Mentionable extends Person {
  readonly mri?: string;
}

export interface OutgoingActivity {
  readonly type: 'message';
  readonly summary: string;
  readonly text?: string;
  readonly textFormat?: 'markdown';
  readonly attachments?: { contentType: string; content: unknown }[];
  readonly entities?: { type: 'mention'; mentioned: { id: string; name: string }; text: string }[];
}

/**
 * The activity for a message. Mentions come first and only from the people handed in: their entities are built from ids, and no text, whatever it
 * holds, can add one.
 */
export function toActivity({ card, text, summary }: Outgoing, mentions: readonly Mentionable[]): OutgoingActivity {
  const marked = mentions.map(({ objectId, name, mri }) => ({ mri, name: safeName(name) || objectId }));
  const entities = marked.flatMap(({ mri, name }) =>
    mri === undefined ? [] : [{ type: 'mention' as const, mentioned: { id: mri, name }, text: `<at>${name}</at>` }],
  );
  const names = marked.map(({ mri, name }) => (mri === undefined ? name : `<at>${name}</at>`));
  const shown = [...names, ...(text === undefined ? [] : [text])].join(' ');
  return {
    type: 'message',
    summary,
    ...(shown === '' ? {} : { text: shown, textFormat: 'markdown' }),
    ...(card ? { attachments: [{ contentType: CARD, content: card }] } : {}),
    ...(entities.length > 0 ? { entities } : {}),
  };
}

/** A display name with nothing left that markup could be made of. */
function safeName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N} .'’-]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
