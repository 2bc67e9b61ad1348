import type { Secret } from './secret';

/** Everything the service is told from outside, validated and frozen. Nothing but `readConfig` builds one. */
export interface Config {
  readonly http: HttpConfig;
  readonly bot: BotConfig;
  readonly azure: AzureConfig;
  readonly logs: LogsConfig;
  readonly store: StoreConfig;
  readonly poll: PollConfig;
  readonly people: PeopleConfig;
  readonly geo: GeoConfig;
  readonly policy: { readonly file?: string };
  /** The only loosening there is, for tests and emulators; it starts nothing. */
  readonly local: { readonly allowInsecureLoopback: boolean };
}

export interface HttpConfig {
  /** 0 = any free port. */
  readonly port: number;
  /** Port of `/metrics` alone; missing: it is answered on `port`. 0 = any free port. */
  readonly metricsPort?: number;
  /** Host name under which Teams reaches the bot; used by the app package. */
  readonly botDomain?: string;
}

export type BotType = 'MultiTenant' | 'SingleTenant' | 'UserAssignedMSI';

export interface BotConfig {
  /** Lower case. */
  readonly appId: string;
  readonly type: BotType;
  /** The tenant whose people are listened to; activities of any other are refused. */
  readonly tenantId: string;
  readonly password?: Secret;
  readonly certificate?: { readonly thumbprint: string; readonly privateKey: Secret };
  /** Base for conversations the bot opens before any activity has come; may have a path, no trailing slash. */
  readonly serviceUrl: string;
  readonly alertChannel?: string;
  /** The Bot Framework's own keys without secrets, the whole group filled in: hand to ConfigurationBotFrameworkAuthentication. */
  readonly framework: Readonly<Record<string, string>>;
}

export type Cloud = 'public' | 'usgov' | 'china';

/** An API and the scope of its tokens (`…/.default`). The scope follows the cloud even when the endpoint is overridden. */
export interface Endpoint {
  /** Origin, no path, no trailing slash. */
  readonly origin: string;
  readonly scope: string;
}

export interface AzureConfig {
  readonly cloud: Cloud;
  readonly tenantId: string;
  /** Entra login, origin. */
  readonly authorityHost: string;
  /** Azure portal, origin: for links on cards. */
  readonly portal: string;
  readonly arm: Endpoint;
  readonly graph: Endpoint;
  /** Lower-case GUIDs; empty = every subscription the workspaces carry. */
  readonly subscriptions: readonly string[];
  /** Set when the platform's managed identity endpoint serves the tokens. */
  readonly managedIdentity?: ManagedIdentityConfig;
  /** `AZURE_FEDERATED_TOKEN_FILE` is set: the platform projects a token that stands for an identity, as Kubernetes does. */
  readonly workloadIdentity: boolean;
  /** The reader's client id for @azure/identity, when named. */
  readonly clientId?: string;
  /** The identity that applies changes; missing = apply is off and proposals print commands. */
  readonly writerClientId?: string;
  /** The writer's role lets it give Contributor back (infra/roles/writer-restores-contributor.json). */
  readonly writerRestoresContributor: boolean;
}

export interface ManagedIdentityConfig {
  /** Full URL. */
  readonly endpoint: string;
  readonly header: Secret;
}

export interface LogsConfig {
  readonly workspaces: readonly string[];
  readonly endpoint: Endpoint;
}

export type StoreConfig = { readonly retentionDays: number } & (
  | { readonly kind: 'embedded'; readonly dataDir: string }
  | { readonly kind: 'postgres'; readonly url: Secret }
);

export interface PollConfig {
  readonly intervalMs: number;
  readonly baselineDays: number;
  /** Called after each good poll, so that something outside notices when polls stop. */
  readonly heartbeatUrl?: string;
}

/** Who holds a role: people by object id, and everybody in the named groups. Lower-case GUIDs. */
export interface Holders {
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export interface PeopleConfig {
  readonly responders: Holders;
  readonly approvers: Holders;
  readonly admins: Holders;
}

export interface GeoConfig {
  /** Path of an .mmdb file. */
  readonly countryDb?: string;
  readonly asnDb?: string;
}
