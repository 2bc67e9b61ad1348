import { setMaxListeners } from 'node:events';
import { systemClock } from '../../core/clock';
import type { Json } from './model';
import type { World } from './world';

/** Signs the service's token for the bot; `claims` holds issuer, audience, service URL and times in seconds. */
export type SignToken = (claims: Json) => string | Promise<string>;

/** Teams gives up on an invoke, and sends a message a second time, when the bot has not answered by then. */
const PATIENCE_MS = 15_000;

const TOKEN_LIFE_S = 3_600;
const ISSUER = 'https://api.botframework.com';

/** What came back over HTTP; status 0 when nothing did. */
export interface BotAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface BotLink {
  /** POSTs the activity with a signed token. Messages are sent again when the bot takes too long (unless switched off). */
  deliver(activity: Json): Promise<BotAnswer>;
  setResend(on: boolean): void;
  close(): void;
}

export function createBotLink(
  world: World,
  serviceUrl: () => string,
  endpoint: string | (() => string),
  sign: SignToken,
): BotLink {
  const ending = new AbortController();
  // One listener a request under way, and there is no most of those.
  setMaxListeners(0, ending.signal);
  let resend = true;

  async function post(activity: Json): Promise<BotAnswer> {
    // Real time, not the world's clock: the bot's SDK checks tokens against the machine's clock.
    const now = Math.floor(systemClock.now() / 1_000);
    const claims = { iss: ISSUER, aud: world.bot.appId, serviceurl: serviceUrl(), nbf: now - 60, iat: now };
    const token = await sign({ ...claims, exp: now + TOKEN_LIFE_S });
    try {
      const response = await fetch(typeof endpoint === 'string' ? endpoint : endpoint(), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(activity),
        signal: ending.signal,
      });
      return { status: response.status, body: parse(await response.text()) };
    } catch (error) {
      return { status: 0, body: { error: error instanceof Error ? error.message : String(error) } };
    }
  }

  return {
    deliver(activity) {
      const first = post(activity);
      return new Promise((resolve) => {
        const cancel = world.clock.after(PATIENCE_MS, () => {
          if (activity.type === 'invoke') resolve({ status: 0, body: { error: 'no answer within 15 s' } });
          else if (resend) void post(activity);
        });
        void first.then((answer) => {
          cancel();
          resolve(answer);
        });
      });
    },
    setResend(on) {
      resend = on;
    },
    close: () => ending.abort(),
  };
}

function parse(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
