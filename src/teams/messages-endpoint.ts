import type { Answer, HandleIncoming, Incoming } from '../chat/ports';
import type { Clock } from '../core/clock';
import { describeError, type Log } from '../core/log';
import type { Acquaintances } from './acquaintances';
import type { BotAdapter } from './bot-adapter';
import type { CallerLimit } from './caller-limit';
import { doubt, type GateRules } from './gate';
import { readIncoming } from './incoming';
import { invokeBody } from './invoke-answers';
import { answerMessage } from './message-answers';
import type { TeamsMessenger } from './messenger';
import type { Replays } from './replays';

export interface EndpointReply {
  readonly status: number;
  readonly body?: unknown;
}

export interface MessagesDeps {
  readonly adapter: BotAdapter;
  readonly messenger: TeamsMessenger;
  readonly handle: HandleIncoming;
  readonly rules: GateRules;
  readonly replays: Replays;
  readonly limit: CallerLimit;
  readonly acquaintances: Acquaintances;
  readonly clock: Clock;
  readonly log: Log;
}

export type MessagesEndpoint = (authorization: string, body: unknown) => Promise<EndpointReply>;

/** The whole of what a caller learns about a refusal. */
export const FIXED = {
  400: { error: { code: 'BadRequest', message: 'The activity is malformed.' } },
  401: { error: { code: 'Unauthorized', message: 'The request is not authorized.' } },
  403: { error: { code: 'Forbidden', message: 'This bot does not serve the caller.' } },
  429: { error: { code: 'TooManyRequests', message: 'Too many requests.' } },
} as const;

const FAULT: Answer = {
  kind: 'refused',
  status: 500,
  code: 'fault',
  message:
    'Something failed on our side, and it is in the log. Look at the card before you press again: your press may have counted.',
};

const TOO_FAST: Answer = {
  kind: 'refused',
  status: 429,
  code: 'too-many-requests',
  message: 'That was too many requests in a short time. Wait a few seconds.',
};

/** Adding the app to a team brings an installationUpdate and a conversationUpdate; they are one event. */
const SAME_EVENT_MS = 60_000;

/** `POST /api/messages` without the HTTP: from header and parsed body to status and body. Rejects for nothing a caller can send. */
export function createMessagesEndpoint(deps: MessagesDeps): MessagesEndpoint {
  const { adapter, replays, clock, log } = deps;
  const lastMembership = new Map<string, number>();

  return async (authorization, body) => {
    const problem = doubt(body, authorization, deps.rules);
    if (problem) {
      log.warn({ problem }, 'An activity was refused before its token was checked.');
      return refusal(problem === 'malformed' ? 400 : problem === 'wrong-issuer' ? 401 : 403);
    }
    let reply: EndpointReply = { status: 200 };
    const received = await adapter.receive(authorization, body as object, async () => {
      reply = await trusted(body);
    });
    if (received.kind === 'answered') return reply;
    log.warn(describeError(received.cause), 'An activity was refused: its token is not good.');
    return refusal(401);
  };

  async function trusted(body: unknown): Promise<EndpointReply> {
    const read = readIncoming(body, clock.now());
    switch (read.kind) {
      case 'malformed':
        log.warn({ field: read.why }, 'An activity with a good token is malformed.');
        return refusal(400);
      case 'ignored':
        return { status: 200 };
      case 'unknown-invoke':
        return refusal(400);
      case 'incoming': {
        const { incoming, mentioned, mri } = read;
        deps.acquaintances.meet(incoming.caller.objectId, mri);
        if (isRepeatedMembership(incoming)) return { status: 200 };
        const known = await withObjectIds(incoming, mentioned);
        return replays.once(replayKey(incoming), () => answer(known)).catch((error) => fault(incoming, error));
      }
    }
  }

  async function answer(incoming: Incoming): Promise<EndpointReply> {
    const admitted = deps.limit.admit(incoming.caller.objectId || incoming.place.conversationId);
    if (!admitted) log.warn({ caller: incoming.caller.objectId }, 'A caller sends too fast.');
    const answered = admitted ? await deps.handle(incoming) : TOO_FAST;
    return replyTo(incoming, answered, admitted);
  }

  async function replyTo(incoming: Incoming, answered: Answer, admitted = true): Promise<EndpointReply> {
    if (incoming.kind === 'membership' || incoming.kind === 'message' || incoming.kind === 'file-consent') {
      // A sender who is too fast is not answered in chat, which would only add to the noise.
      if (!admitted) return refusal(429);
      await answerMessage(incoming, answered, deps);
      return { status: 200 };
    }
    const body = invokeBody(incoming.kind, answered);
    return body === undefined ? { status: 200 } : { status: 200, body };
  }

  function fault(incoming: Incoming, error: unknown): Promise<EndpointReply> {
    log.error(
      { ...describeError(error), activity: incoming.id, kind: incoming.kind },
      'An activity could not be handled.',
    );
    return replyTo(incoming, FAULT);
  }

  /** Teams gives only the `29:` id of people mentioned in text. */
  async function withObjectIds(
    incoming: Incoming,
    mentioned: readonly { mri: string; name: string }[],
  ): Promise<Incoming> {
    if (incoming.kind !== 'message' || mentioned.length === 0) return incoming;
    const target = { serviceUrl: incoming.place.serviceUrl, conversationId: incoming.place.conversationId };
    const mentions = await Promise.all(
      mentioned.map(async ({ mri, name }) => {
        const objectId = await deps.messenger.objectIdOf(target, mri);
        return objectId === undefined ? { name } : { name, objectId };
      }),
    );
    return { ...incoming, mentions };
  }

  function isRepeatedMembership(incoming: Incoming): boolean {
    if (incoming.kind !== 'membership' || !incoming.event.startsWith('bot-')) return false;
    const key = `${incoming.place.conversationId} ${incoming.event}`;
    const before = lastMembership.get(key) ?? Number.NEGATIVE_INFINITY;
    if (lastMembership.size > 1_000) lastMembership.clear();
    lastMembership.set(key, clock.now());
    return clock.now() - before < SAME_EVENT_MS;
  }
}

/** Ids are unique in a conversation; kind and sender keep a forged copy of an id from shadowing somebody else's activity. */
function replayKey({ kind, id, caller, place }: Incoming): string {
  return [kind, place.conversationId, id, caller.objectId].join(' ');
}

function refusal(status: keyof typeof FIXED): EndpointReply {
  return { status, body: FIXED[status] };
}
