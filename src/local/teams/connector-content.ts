import { fail, type Reply } from './http';
import { type Attachment, isObject, type Json, type MessageContent, text } from './model';

/** Teams refuses bot messages over about 100 KB, counted in UTF-16 (msteams-docs, agent-message-size-limit). */
const MAX_MESSAGE_BYTES = 100 * 1024;

/** At most 60 people may be named for automatic refresh (Universal Actions documentation). */
const MAX_REFRESH_USERS = 60;

/** What of a bot's activity becomes the message, or the refusal it meets. */
export function readContent(activity: Json): MessageContent | Reply {
  const attachments = list(activity.attachments).map(toAttachment);
  const tooManyUsers = attachments.some(({ content }) => refreshUsers(content) > MAX_REFRESH_USERS);
  if (tooManyUsers) return fail(400, 'BadArgument', `refresh.userIds holds more than ${MAX_REFRESH_USERS} ids.`);
  if (activity.text === undefined && attachments.length === 0) {
    return fail(400, 'BadSyntax', 'Activity resulted into multiple skype activities or none: no text, no attachment.');
  }
  const content = {
    ...optional('text', text(activity.text)),
    ...optional('textFormat', text(activity.textFormat)),
    ...optional('summary', text(activity.summary)),
    attachments,
    entities: list(activity.entities),
  };
  if (JSON.stringify(content).length * 2 > MAX_MESSAGE_BYTES) {
    return fail(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  return content;
}

export function isReply(value: MessageContent | Reply): value is Reply {
  return 'status' in value;
}

function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function toAttachment(raw: Json): Attachment {
  return {
    contentType: text(raw.contentType) ?? '',
    ...optional('content', raw.content),
    ...optional('contentUrl', text(raw.contentUrl)),
    ...optional('name', text(raw.name)),
  };
}

function refreshUsers(card: unknown): number {
  const refresh = isObject(card) ? card.refresh : undefined;
  return isObject(refresh) && Array.isArray(refresh.userIds) ? refresh.userIds.length : 0;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
