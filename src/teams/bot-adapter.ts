import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type TurnContext,
} from 'botbuilder';
import { ManagedIdentityAppCredentials } from 'botframework-connector';
import type { BotIdentity, IdentityTokens } from './identity';

/**
 * The one file that knows botbuilder, which is at the end of its life upstream. It checks inbound tokens, gets outbound ones and opens
 * connector clients; everything else in this room speaks plain objects.
 */
export interface BotAdapter {
  /**
   * Checks the `Authorization` header against the activity (throws nothing for a bad one) and, if it is good, runs `answer` inside a turn. A rejection of
   * `answer` is the caller's fault to handle; it rejects here unchanged.
   */
  receive(authorization: string, activity: object, answer: () => Promise<InvokeBody>): Promise<Received>;
  connector(serviceUrl: string): Promise<Connector>;
  /** A bearer token for the connector. Parallel calls share one request. */
  token(): Promise<string>;
}

/** The body of an invoke's answer; undefined answers with an empty body. */
export type InvokeBody = unknown;

export type Received = { readonly kind: 'refused'; readonly cause: unknown } | { readonly kind: 'answered' };

export type Connector = Awaited<ReturnType<ConnectorFactory['create']>>;
type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;

/** Throws when the app id is missing: botbuilder would then accept anybody. */
export function createBotAdapter(identity: BotIdentity, identityTokens?: IdentityTokens): BotAdapter {
  if (identity.appId.trim() === '') {
    throw new Error('The bot has no app id, and without one the Bot Framework checks no token. Set MicrosoftAppId.');
  }
  const asManagedIdentity = /^UserAssignedMSI$/i.test(identity.framework.MicrosoftAppType ?? '');
  const credentials = new SharedCredentials({
    ...identity.framework,
    MicrosoftAppId: identity.appId,
    MicrosoftAppTenantId: identity.tenantId,
    // A left-over secret of the environment stays unused: the SDK would refuse to start.
    ...(identity.password && !asManagedIdentity ? { MicrosoftAppPassword: identity.password.reveal() } : {}),
    ...(identity.certificate && !asManagedIdentity
      ? {
          CertificateThumbprint: identity.certificate.thumbprint,
          CertificatePrivateKey: identity.certificate.privateKey.reveal(),
        }
      : {}),
  });
  if (asManagedIdentity) credentials.identityTokens = identityTokens;
  return new Adapter(identity, credentials);
}

type Credentials = Awaited<ReturnType<ConfigurationServiceClientCredentialFactory['createCredentials']>>;

/** The SDK makes new credentials for every turn, and asks for a token once per parallel send. Here both are shared. */
class SharedCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #made = new Map<string, Promise<Credentials>>();
  identityTokens: IdentityTokens | undefined;

  override createCredentials(
    appId: string,
    audience: string,
    loginEndpoint: string,
    validateAuthority: boolean,
  ): Promise<Credentials> {
    const key = `${appId} ${audience}`;
    const existing = this.#made.get(key);
    if (existing) return existing;
    const own = this.identityTokens;
    const made = (
      own === undefined
        ? super.createCredentials(appId, audience, loginEndpoint, validateAuthority)
        : Promise.resolve(identityCredentials(appId, audience, own))
    ).then(sharingToken);
    this.#made.set(key, made);
    made.catch(() => this.#made.delete(key));
    return made;
  }
}

/** The SDK's managed-identity credentials around one identity instead of its chain; its types ask for the chain's class, of which it calls `getToken` only. */
function identityCredentials(appId: string, audience: string, tokens: IdentityTokens): Credentials {
  return new ManagedIdentityAppCredentials(appId, audience, { createAzureServiceTokenProvider: () => tokens as never });
}

interface TokenSource {
  getToken(forceRefresh?: boolean): Promise<string>;
}

function isTokenSource(credentials: object): credentials is TokenSource {
  return 'getToken' in credentials && typeof credentials.getToken === 'function';
}

function sharingToken(credentials: Credentials): Credentials {
  if (!isTokenSource(credentials)) return credentials;
  const ask = credentials.getToken.bind(credentials);
  let asking: Promise<string> | undefined;
  credentials.getToken = (forceRefresh) => {
    asking ??= ask(forceRefresh).finally(() => {
      asking = undefined;
    });
    return asking;
  };
  return credentials;
}

class Adapter extends CloudAdapter implements BotAdapter {
  readonly #identity: BotIdentity;
  readonly #connectors = new Map<string, Connector>();

  constructor(identity: BotIdentity, credentials: SharedCredentials) {
    const endorsed = { requiredEndorsements: ['msteams'] };
    super(new ConfigurationBotFrameworkAuthentication(identity.framework, credentials, endorsed));
    this.#identity = identity;
    // The SDK's own answer to a throwing turn would carry the error's text.
    this.onTurnError = (_context, error) => Promise.reject(error);
  }

  async receive(authorization: string, activity: object, answer: () => Promise<InvokeBody>): Promise<Received> {
    let trusted = false;
    const turn = async (_context: TurnContext) => {
      trusted = true;
      await answer();
    };
    try {
      await this.processActivity(authorization, { ...activity } as Activity, turn);
      return { kind: 'answered' };
    } catch (cause) {
      if (trusted) throw cause;
      return { kind: 'refused', cause };
    }
  }

  async connector(serviceUrl: string): Promise<Connector> {
    const existing = this.#connectors.get(serviceUrl);
    if (existing) return existing;
    const claims = this.createClaimsIdentity(this.#identity.appId);
    const connector = await this.botFrameworkAuthentication.createConnectorFactory(claims).create(serviceUrl, '');
    attemptOnce(connector);
    this.#connectors.set(serviceUrl, connector);
    return connector;
  }

  async token(): Promise<string> {
    const { credentials } = await this.connector(this.#identity.serviceUrl);
    if (!isTokenSource(credentials)) throw new Error('The SDK gave credentials without getToken.');
    return credentials.getToken();
  }
}

/** Not public in the SDK; the messenger's tests count requests and so hold this. */
interface WithPipeline {
  readonly client: { readonly pipeline: { removePolicy(which: { name?: string; phase?: string }): unknown } };
}

/**
 * The SDK repeats POSTs after 5xx answers, which posts cards twice; retries are the outbox's. Redirects are not followed either: the token
 * must not reach another origin.
 */
function attemptOnce(connector: Connector): void {
  const { pipeline } = (connector as unknown as WithPipeline).client;
  pipeline.removePolicy({ phase: 'Retry' });
  pipeline.removePolicy({ name: 'redirectPolicy' });
}
