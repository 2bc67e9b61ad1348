import type { ConnectorCall } from './connector';
import type { Fault } from './faults';
import type { StoredFile } from './files';
import { isObject, type Json } from './model';
import type { Notification } from './notifications';
import type { DialogResult, PressResult } from './results';
import type { RailEntry, SeenConversation, SeenMessage } from './seen';
import type { SendResult } from './send';

/** The page's API for tests: acts as any person, over HTTP, so that a story file starts nothing itself. */
export interface TeamsClient {
  rail(as: string): Promise<RailEntry[]>;
  open(as: string, conversationId: string): Promise<SeenConversation>;
  /** All messages of a conversation or thread as the person sees them, oldest first. */
  messages(as: string, conversationId: string): Promise<SeenMessage[]>;
  /** Resolves with the first message that fits, now or as soon as one does; rejects after `timeoutMs` (5,000) with what was there instead. */
  expectMessage(order: Expectation): Promise<SeenMessage>;
  send(as: string, conversationId: string, text: string, targeted?: boolean): Promise<SendResult>;
  press(
    as: string,
    activityId: string,
    action: string,
    inputs?: Json,
    more?: { index?: number; legacy?: boolean },
  ): Promise<PressResult>;
  submitDialog(as: string, dialogId: string, inputs?: Json, action?: string): Promise<DialogResult>;
  /** Accept or Decline on a file the bot offers; the HTTP answer of the bot. */
  answerFile(as: string, activityId: string, accepted: boolean): Promise<{ status: number; body?: unknown }>;
  /** What lies in this person's OneDrive. */
  files(as: string): Promise<StoredFile[]>;
  notifications(as: string): Promise<Notification[]>;
  markRead(as: string, conversationId: string): Promise<void>;
  fail(fault: Fault): Promise<void>;
  calls(): Promise<ConnectorCall[]>;
  clearCalls(): Promise<void>;
  deliver(activity: Json): Promise<{ status: number; body: unknown }>;
  membership(order: Json): Promise<{ status: number; body: unknown }>;
}

export interface Expectation {
  readonly as: string;
  readonly conversationId: string;
  readonly where: (message: SeenMessage) => boolean;
  readonly timeoutMs?: number;
}

export function teamsClient(pageUrl: string): TeamsClient {
  async function call<T>(path: string, body?: Json): Promise<T> {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(new URL(path, pageUrl), init);
    const answer: unknown = await response.json();
    if (response.ok) return answer as T;
    throw new Error(isObject(answer) ? String(answer.error) : `${path} answered ${response.status}`);
  }
  const get = <T>(path: string, query: Record<string, string> = {}) => call<T>(`${path}?${new URLSearchParams(query)}`);

  const client: TeamsClient = {
    rail: (as) => get('/api/conversations', { as }),
    open: (as, id) => get('/api/conversation', { as, id }),
    async messages(as, id) {
      const { threads } = await client.open(as, id);
      return threads.flatMap(({ root, replies }) => [root, ...replies]).sort((a, b) => Number(a.id) - Number(b.id));
    },
    expectMessage: (order) => expectMessage(client, pageUrl, order),
    send: (as, conversationId, text, targeted) =>
      call('/api/send', { as, conversationId, text, ...(targeted === undefined ? {} : { targeted }) }),
    press: (as, activityId, action, inputs = {}, more = {}) =>
      call('/api/press', { as, activityId, action, inputs, ...more }),
    submitDialog: (as, dialogId, inputs = {}, action) =>
      call('/api/dialog/submit', { as, dialogId, inputs, ...(action === undefined ? {} : { action }) }),
    answerFile: (as, activityId, accepted) => call('/api/file', { as, activityId, accepted }),
    files: (as) => get('/api/files', { as }),
    notifications: (as) => get('/api/notifications', { as }),
    markRead: (as, conversationId) => call('/api/read', { as, conversationId }),
    fail: (fault) => call('/api/control/faults', { ...fault }),
    calls: () => get('/api/calls'),
    clearCalls: () => call('/api/control/calls/clear', {}),
    deliver: (activity) => call('/api/control/deliver', activity),
    membership: (order) => call('/api/control/membership', order),
  };
  return client;
}

async function expectMessage(client: TeamsClient, pageUrl: string, order: Expectation): Promise<SeenMessage> {
  const { as, conversationId, where, timeoutMs = 5_000 } = order;
  const signal = AbortSignal.timeout(timeoutMs);
  // Subscribed before the first look, so that nothing falls between look and wait.
  const live = await fetch(new URL(`/api/events?${new URLSearchParams({ as })}`, pageUrl), { signal });
  const reader = live.body?.getReader();
  try {
    for (;;) {
      const found = (await client.messages(as, conversationId)).find(where);
      if (found) return found;
      await reader?.read();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    const seen = (await client.messages(as, conversationId)).map(shownText).join('\n---\n');
    throw new Error(`No such message for ${as} within ${timeoutMs} ms. There was:\n${seen}`);
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

/** All words a message shows: text, then the card's texts, facts, inputs' labels and action titles, one a line. */
export function shownText(message: SeenMessage): string {
  const files = message.files.flatMap(({ name, content }) => [name, ...described(content)]);
  return [message.text && asRead(message), ...words(message.card), ...files, message.notice?.text]
    .filter((line) => line !== undefined)
    .join('\n');
}

/** Markdown's escapes are not seen. */
function asRead({ text = '', textFormat }: SeenMessage): string {
  return textFormat === 'markdown' ? text.replace(/\\([\\`*_[\]<>~|#=])/g, '$1').replaceAll('\u2060', '') : text;
}

/** What an offered file says of itself. */
function described(content: unknown): string[] {
  return isObject(content) && typeof content.description === 'string' ? [content.description] : [];
}

const SHOWN_KEYS = ['text', 'title', 'label', 'placeholder', 'altText'];

function words(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(words);
  if (!isObject(node)) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'data' || key === 'fallback' || key === 'refresh' || key === 'msteams') return [];
    if (typeof value === 'string') return isShown(node, key) ? [value] : [];
    return words(value);
  });
}

/** A fact's `value` is shown, an input's is not. */
function isShown(node: Json, key: string): boolean {
  return SHOWN_KEYS.includes(key) || (key === 'value' && node.type === undefined);
}
