import type { IncomingMessage, ServerResponse } from 'node:http';
import { envelope, invokeActivity } from './activities';
import type { BotAnswer, BotLink } from './bot-link';
import { fail, sendReply } from './http';
import { isObject, type Message, type Person, text } from './model';
import type { World } from './world';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';

/** Teams' own limit for one request of an upload session is 60 MiB. */
const MAX_FILE_BYTES = 60 * 1024 * 1024;

export interface StoredFile {
  readonly name: string;
  readonly content: string;
}

/** A person's OneDrive, as far as a bot's files go through it. */
export interface Files {
  /** Presses Accept or Decline on an offered file. Throws when the message offers none: a test's mistake. */
  answer(person: Person, message: Message, accepted: boolean): Promise<BotAnswer>;
  /** Serves `PUT /upload/<id>`; false for anything else. */
  receive(request: IncomingMessage, response: ServerResponse): boolean;
  /** The files in this person's OneDrive, oldest first. */
  of(person: Person): readonly StoredFile[];
}

interface Slot {
  readonly personId: string;
  readonly name: string;
  content?: string;
}

export function createFiles(world: World, bot: BotLink, serviceUrl: () => string): Files {
  const slots = new Map<string, Slot>();

  function place(person: Person, name: string) {
    const id = world.nextId();
    slots.set(id, { personId: person.id, name });
    const { origin } = new URL(serviceUrl());
    return {
      uploadUrl: `${origin}/upload/${id}`,
      contentUrl: `${origin}/files/${encodeURIComponent(name)}`,
      name,
      uniqueId: id,
      fileType: name.split('.').at(-1) ?? '',
    };
  }

  return {
    answer(person, message, accepted) {
      const offer = message.content.attachments.find(({ contentType }) => contentType === CONSENT);
      if (!offer || !isObject(offer.content)) throw new Error(`Message ${message.id} offers no file.`);
      const name = offer.name ?? text(offer.content.name) ?? 'file';
      const value = {
        type: 'fileUpload',
        action: accepted ? 'accept' : 'decline',
        context: accepted ? offer.content.acceptContext : offer.content.declineContext,
        ...(accepted ? { uploadInfo: place(person, name) } : {}),
      };
      const base = envelope(world, serviceUrl(), person, message);
      return bot.deliver(invokeActivity(base, 'fileConsent/invoke', value, message.id));
    },
    receive(request, response) {
      const id = /^\/upload\/([^/?]+)$/.exec(request.url ?? '')?.[1];
      if (id === undefined) return false;
      keep(slots.get(id), request).then(
        (reply) => sendReply(response, reply),
        (error: unknown) => sendReply(response, fail(500, 'ServiceError', String(error))),
      );
      return true;
    },
    of: (person) =>
      [...slots.values()].flatMap(({ personId, name, content }) =>
        personId === person.id && content !== undefined ? [{ name, content }] : [],
      ),
  };
}

/** One whole file; the address is the permission, so that a bot which also sends its own token has given it away. */
async function keep(slot: Slot | undefined, request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const content = Buffer.concat(chunks);
  if (slot === undefined || request.method !== 'PUT')
    return fail(404, 'itemNotFound', 'There is no such upload session.');
  if (request.headers.authorization !== undefined)
    return fail(400, 'invalidRequest', 'An upload session takes no authorization.');
  if (request.headers['content-range'] !== `bytes 0-${content.length - 1}/${content.length}`)
    return fail(416, 'invalidRange', 'Content-Range does not fit the content.');
  if (content.length > MAX_FILE_BYTES) return fail(413, 'tooLarge', 'More than 60 MiB in one request.');
  slot.content = content.toString('utf8');
  return { status: 201, body: { name: slot.name, size: content.length } };
}
