import type { HandleIncoming, Messenger } from '../chat/ports';
import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import { createAcquaintances } from './acquaintances';
import { createBotAdapter } from './bot-adapter';
import { createCallerLimit } from './caller-limit';
import { type HttpOptions, type Listening, serveHttp } from './http-server';
import type { BotIdentity, IdentityTokens } from './identity';
import { createMessagesEndpoint } from './messages-endpoint';
import { createMessenger } from './messenger';
import { createReplays } from './replays';

export interface TeamsConnectionOptions {
  /** The configuration's `bot`. */
  readonly bot: BotIdentity;
  /** Used when the bot is registered as `UserAssignedMSI`; without it the SDK's own chain is, in which a secret of the environment wins. */
  readonly identityTokens?: IdentityTokens;
  readonly allowInsecureLoopback: boolean;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds one connector call may take; 10,000 when missing. */
  readonly timeoutMs?: number;
}

export interface TeamsConnection {
  readonly messenger: Messenger;
  /** Resolves when a token for Teams can be had; rejects otherwise. For `/readyz`. */
  checkCredentials(): Promise<void>;
  serve(options: ServeOptions): Promise<Listening>;
}

export type ServeOptions = Omit<HttpOptions, 'messages' | 'log'> & { readonly handle: HandleIncoming };

/**
 * The bot's line to Teams. Two steps, because the chat room needs the messenger and the server needs the chat room. Throws when the identity has no
 * app id or an incomplete set of Bot Framework keys.
 */
export function connectTeams({ bot, clock, log, ...options }: TeamsConnectionOptions): TeamsConnection {
  const adapter = createBotAdapter(bot, options.identityTokens);
  const issuer = bot.framework.ToBotFromChannelTokenIssuer;
  if (!issuer) throw new Error('The Bot Framework keys are incomplete: ToBotFromChannelTokenIssuer is missing.');
  const serviceUrls = { configured: bot.serviceUrl, allowInsecureLoopback: options.allowInsecureLoopback };
  const acquaintances = createAcquaintances();
  const timeoutMs = options.timeoutMs ?? 10_000;
  const messenger = createMessenger({ adapter, identity: bot, serviceUrls, acquaintances, timeoutMs });
  return {
    messenger,
    async checkCredentials() {
      await adapter.token();
    },
    serve({ handle, ...http }) {
      const messages = createMessagesEndpoint({
        adapter,
        messenger,
        handle,
        rules: { tenantId: bot.tenantId, serviceUrls, issuer },
        replays: createReplays(),
        limit: createCallerLimit(clock),
        acquaintances,
        clock,
        log,
      });
      return serveHttp({ ...http, messages, log });
    },
  };
}
